"""Identity numbers of the demo are impossible ones."""

from huiying.registers.parties.rules import faults_in_credit_code, faults_in_identity_number


def test_the_demo_refuses_a_possible_number_and_an_installation_an_impossible_one() -> None:
    assert faults_in_identity_number("330106199001011239", is_demo=True)
    assert faults_in_identity_number("990106199001011239", is_demo=False)


def test_a_credit_code_with_a_wrong_check_character_is_refused() -> None:
    assert faults_in_credit_code("91110000600037341L") == []
    assert faults_in_credit_code("91110000600037341M")
