"""One of many who press the same button at the same moment; run as a process of its own.

Reads a path and a form from a line, connects, says that it is ready, and sends when told to go.
"""

import http.client
import json
import sys


def main() -> None:
    """Contend until the input ends."""
    port, token, cookies = sys.argv[1:]
    headers = {
        "Cookie": cookies,
        "X-CSRFToken": token,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    for line in sys.stdin:
        path, body = json.loads(line)
        connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=60)
        connection.connect()
        print("ready", flush=True)
        sys.stdin.readline()
        connection.request("POST", path, body, headers)
        response = connection.getresponse()
        text = response.read().decode(errors="replace")
        print(json.dumps([response.status, response.getheader("Location", ""), text]), flush=True)
        connection.close()


if __name__ == "__main__":
    main()
