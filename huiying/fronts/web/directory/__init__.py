"""The directory's pages that change it: offerings, social workers, duty, categories."""
