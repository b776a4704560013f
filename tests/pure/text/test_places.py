"""A place is found as people say it; where it can't be told, there is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiying.pure.text.landmarks import building_number
from huiying.pure.text.places import Gazetteer, PlaceFound, PlaceName, find_place

STREET = "33/3310/331024/331024001"
WILLOW = PlaceName(1, "柳岸社区", (), "community", f"{STREET}/1")
WILLOW_ESTATE = PlaceName(2, "柳岸小区", (), "compound", f"{STREET}/1/1")
EAST_GARDEN = PlaceName(3, "柳岸东苑", (), "compound", f"{STREET}/1/2")
SEVEN = PlaceName(4, "7幢", (), "building", f"{STREET}/1/1/7")
EAST_SEVEN = PlaceName(5, "7号楼", (), "building", f"{STREET}/1/2/7")
THREE = PlaceName(6, "3幢", (), "building", f"{STREET}/1/1/3")
GARDEN = PlaceName(7, "学前花园", (), "compound", f"{STREET}/3/1")
VILLAGE = PlaceName(8, "上岙村", ("上岙",), "community", "33/3310/331024/331024101/1")
STATION = PlaceName(9, "大桥头驿站", (), "venue", f"{STREET}/2/9")
HAPPY = PlaceName(10, "幸福小区", (), "compound", f"{STREET}/2/1")
HAPPY_TOO = PlaceName(11, "幸福小区", (), "compound", "33/3310/331024/331024002/5/1")
NORTH = PlaceName(12, "溪北社区", (), "community", f"{STREET}/2")
ALL = (
    WILLOW,
    WILLOW_ESTATE,
    EAST_GARDEN,
    SEVEN,
    EAST_SEVEN,
    THREE,
    GARDEN,
    VILLAGE,
    STATION,
    HAPPY,
    HAPPY_TOO,
    NORTH,
)
KNOWN = Gazetteer(ALL)


@pytest.mark.parametrize(
    ("text", "key", "words", "reason"),
    [
        ("柳岸小区停水了", 2, "柳岸小区", "name"),
        ("我住柳岸小区7幢4楼 走不动", 4, "柳岸小区7幢4楼", "building"),
        ("柳岸七栋502漏水", 4, "柳岸七栋502", "building"),
        ("柳岸小区 7号楼", 4, "柳岸小区 7号楼", "building"),
        ("柳岸东苑7幢", 5, "柳岸东苑7幢", "building"),
        ("柳岸12幢602对面没开门", 2, "柳岸12幢602对面", "partial"),
        ("上岙量地", 8, "上岙", "name"),
        ("上岙村老樟树边上", 8, "上岙村老樟树边上", "name"),
        ("大桥头那个驿站老锁着", 9, "大桥头那个驿站", "name"),
        ("柳岸社区柳岸小区3幢2单元灯坏", 6, "柳岸社区柳岸小区3幢2单元", "building"),
    ],
)
def test_a_known_place_is_found_as_people_say_it(text: str, key: int, words: str, reason: str) -> None:
    assert find_place(text, KNOWN) == PlaceFound(key, words, reason)


@pytest.mark.parametrize(
    "text",
    [
        "学前小学门口堵车",
        "学前街有积水",
        "学前路口的红绿灯",
        "柳岸便民食堂的菜",
        "柳岸西苑有人吵",
        "放学前快来",
    ],
)
def test_another_name_that_begins_like_a_known_one_is_not_that_place(text: str) -> None:
    assert find_place(text, KNOWN).key is None


def test_a_community_and_its_estate_of_one_name_give_the_community() -> None:
    assert find_place("柳岸停水", KNOWN).key == WILLOW.key


def test_namesakes_without_another_sign_give_no_place() -> None:
    assert find_place("幸福小区路灯坏了", KNOWN) == PlaceFound(None, "幸福小区", "ambiguous")


@pytest.mark.parametrize(("home", "key"), [(HAPPY.path, 10), (HAPPY_TOO.path, 11), (NORTH.path, 10)])
def test_namesakes_are_told_apart_by_the_home(home: str, key: int) -> None:
    assert find_place("幸福小区路灯坏了", KNOWN, home) == PlaceFound(key, "幸福小区", "home")


def test_a_home_that_is_as_far_from_both_namesakes_tells_nothing() -> None:
    assert find_place("幸福小区路灯坏了", KNOWN, "33/3310/331024/331024009/1").reason == "ambiguous"


def test_namesakes_are_told_apart_by_another_name_in_the_text_before_the_home() -> None:
    found = find_place("溪北社区的幸福小区路灯坏了", KNOWN, HAPPY_TOO.path)
    assert (found.key, found.reason) == (10, "context")


def test_two_places_that_do_not_lie_in_each_other_give_none() -> None:
    assert find_place("柳岸小区到学前花园的路", KNOWN).reason == "several"


def test_names_right_before_each_other_are_one_address() -> None:
    found = find_place("学前花园大桥头驿站旁边有积水", KNOWN)
    assert (found.key, found.words) == (STATION.key, "学前花园大桥头驿站旁边")


def test_of_two_places_the_one_with_a_house_number_counts() -> None:
    assert find_place("学前花园买的电瓶车放在柳岸小区3幢", KNOWN).key == THREE.key


@pytest.mark.parametrize(
    ("text", "words", "reason"),
    [
        ("3幢2单元灯坏了", "3幢2单元", "no_compound"),
        ("5幢车库租给人", "5幢车库", "no_compound"),
        ("学校门口小孩写作业", "学校门口", "landmark"),
        ("商场二楼开奶茶店的", "商场二楼", "landmark"),
        ("我在楼下便利店", "楼下便利店", "landmark"),
        ("楼上天天拖凳子", "楼上", "landmark"),
        ("六楼都签了就一楼不肯", "", "none"),
        ("隔壁家比我多", "", "none"),
        ("", "", "none"),
    ],
)
def test_words_without_a_name_are_kept_without_a_place(text: str, words: str, reason: str) -> None:
    assert find_place(text, KNOWN) == PlaceFound(None, words, reason)


def test_a_building_without_its_estate_is_the_one_at_the_askers_home() -> None:
    assert find_place("3幢2单元灯坏了", KNOWN, SEVEN.path) == PlaceFound(THREE.key, "3幢2单元", "home")


def test_a_building_without_its_estate_is_none_where_the_home_has_several() -> None:
    assert find_place("7幢灯坏了", KNOWN, WILLOW.path).key is None


@pytest.mark.parametrize(
    ("words", "number"),
    [("7幢", 7), ("十二栋", 12), ("二十三幢", 23), ("十幢", 10), ("3号楼", 3), ("7-2-301", 7), ("4楼", None)],
)
def test_a_building_is_known_by_its_number_however_written(words: str, number: int | None) -> None:
    assert building_number(words) == number


@given(st.text(alphabet="柳岸小区东苑社7幢那个学前幸福溪北上岙 ,的门口楼", max_size=30))
def test_the_words_stand_in_the_text_as_they_are(text: str) -> None:
    assert find_place(text, KNOWN).words in text


@given(st.text(alphabet="柳岸小区东苑社7幢学前幸福溪北上岙 ,", max_size=30), st.permutations(ALL))
def test_the_order_of_the_known_names_does_not_matter(text: str, names: list[PlaceName]) -> None:
    assert find_place(text, Gazetteer(names)) == find_place(text, KNOWN)
