"""English words of support, concession, aid, sanction and protest, and everyday words that only look like them."""

from __future__ import annotations

import pytest
from drafted import types


@pytest.mark.parametrize(
    ("sentence", "type_"),
    [
        ("Danish officials welcomed Iceland's latest move to reopen the consulate in Oslo.", "SUPPORT"),
        ("Families of the miners welcomed the ruling against the ministry.", "SUPPORT"),
        ("The prime minister of Norway defended Archbishop Lund against his critics.", "SUPPORT"),
        ("The Norwegian parliament registered its support for the government.", "SUPPORT"),
        ("The king of Norway sent a congratulatory message to the president of Chile.", "SUPPORT"),
        ("Chile's finance minister was very pleased with the agreement.", "SUPPORT"),
        ("The Chilean government eliminated the duties on copper from Peru.", "CONCEDE"),
        ("The Norwegian government suspended the tariffs on Danish butter on Monday.", "CONCEDE"),
        ("The Peruvian president bowed to calls for a new inquiry.", "CONCEDE"),
        ("The Norwegian cabinet retreated from its pledge on pensions after the vote.", "CONCEDE"),
        ("The Norwegian bank extended a loan to Peru on Monday.", "AID"),
        ("Norway rushed tents and blankets to the refugees in Chad.", "AID"),
        ("Norway forgave the debts of Chad on Monday.", "AID"),
        ("The Norwegian parliament approved a trade ban against Burma.", "SANCTION"),
        ("Washington raised tariffs on steel from Canada.", "SANCTION"),
        ("Peru announced the suspension of interest payments to foreign banks.", "SANCTION"),
        ("The European Union retaliated with duties on American motorcycles.", "SANCTION"),
        ("Labour unrest in the ports of Chile spread on Monday.", "PROTEST"),
        ("Seamen in Chile began a stoppage on Monday.", "PROTEST"),
        ("The union of railwaymen imposed work bans and an overtime ban on Monday.", "PROTEST"),
    ],
)  # fmt: skip
def test_a_word_of_these_types_is_heard(sentence: str, type_: str) -> None:
    assert type_ in types(sentence, "en")


@pytest.mark.parametrize(
    ("sentence", "type_"),
    [
        ("The minister met both sides in Geneva on Monday.", "SUPPORT"),
        ("The goalkeeper welcomed fans to the stadium.", "SUPPORT"),
        ("The Peruvian research ship left the harbour of Lima.", "AID"),
        ("The left-wing government of Peru met on Monday.", "SANCTION"),
        ("The soldiers searched the caves in the hills of Tora Bora.", "CONCEDE"),
        ("The air force carried out a missile strike on the rebels in Chad.", "PROTEST"),
    ],
)  # fmt: skip
def test_an_everyday_word_is_not(sentence: str, type_: str) -> None:
    assert type_ not in types(sentence, "en")
