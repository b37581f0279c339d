from __future__ import annotations

from graphql import (
    DocumentNode,
    EnumTypeDefinitionNode,
    InputObjectTypeDefinitionNode,
    ScalarTypeDefinitionNode,
    parse,
    print_ast,
)

from fraiseql.compiler.derive import DIRECTIONS, derive
from fraiseql.operators import enum_operators, operators_of
from fraiseql.scalars import SCALARS


def derived(text: str) -> dict[str, str]:
    """The derived definitions of a schema by name, without their descriptions."""
    found = {}
    for node in derive(parse(text)):
        assert isinstance(
            node, InputObjectTypeDefinitionNode | EnumTypeDefinitionNode | ScalarTypeDefinitionNode
        )
        assert node.description
        fields = getattr(node, "fields", None) or ()
        found[node.name.value] = " ".join(f"{f.name.value}: {print_ast(f.type)}" for f in fields)
    return found


BLOG = """
type Post { id: ID! title: String tags: [String] meta: JSON status: Status! author: User! comments: [User] }
type User { name: String best: Post }
enum Status { DRAFT }
"""


def test_nothing_is_derived_that_is_not_mentioned() -> None:
    assert derived("type Query { a: Int b: [String!]! }") == {}
    assert derived("type Query { a: Thing b: ThingWhere c: UUIDs d: Where e: Filter f: OrderBy }") == {}


def test_a_where_has_a_test_for_every_single_field_and_pulls_in_what_it_mentions() -> None:
    found = derived(BLOG + "type Query { posts(where: PostWhere): [Post] }")
    assert found["PostWhere"] == (
        "id: IDFilter title: StringFilter meta: JSONFilter status: StatusFilter author: UserWhere "
        "AND: [PostWhere!] OR: [PostWhere!] NOT: PostWhere"
    )
    logic = "AND: [UserWhere!] OR: [UserWhere!] NOT: UserWhere"
    assert found["UserWhere"] == f"name: StringFilter best: PostWhere {logic}"
    filters = {"IDFilter", "JSONFilter", "StatusFilter", "StringFilter"}
    assert set(found) == {"PostWhere", "UserWhere", "JSON", *filters}


def test_an_order_has_what_compares_and_exactly_one_key() -> None:
    found = derived(BLOG + "type Query { posts(orderBy: [PostOrderBy!]): [Post] }")
    leaf = "OrderDirection"
    assert found["PostOrderBy"] == f"id: {leaf} title: {leaf} status: {leaf} author: UserOrderBy"
    assert found["UserOrderBy"] == f"name: {leaf} best: PostOrderBy"
    nodes = derive(parse(BLOG + "type Query { posts(orderBy: [PostOrderBy!]): [Post] }"))
    orders = [n for n in nodes if isinstance(n, InputObjectTypeDefinitionNode)]
    assert all([d.name.value for d in n.directives or ()] == ["oneOf"] for n in orders)


def test_a_type_without_anything_to_sort_by_has_no_order_and_is_in_none() -> None:
    text = """
    type Bag { meta: JSON names: [String] loop: Bag inner: Box }
    type Box { bag: Bag }
    type Post { id: ID bag: Bag box: Box }
    type Query { posts(orderBy: [PostOrderBy!]): [Post] bags(orderBy: [BagOrderBy!]): [Bag] }
    """
    found = derived(text)
    assert found["PostOrderBy"] == "id: OrderDirection"
    assert set(found) == {"PostOrderBy", "OrderDirection", "JSON"}


def test_what_is_sorted_by_may_lie_behind_a_loop() -> None:
    text = """
    type A { b: B }
    type B { a: A c: C }
    type C { a: A d: D }
    type D { n: Int }
    type Query { as(orderBy: [AOrderBy!]): [A] }
    """
    found = derived(text)
    assert (found["AOrderBy"], found["BOrderBy"]) == ("b: BOrderBy", "a: AOrderBy c: COrderBy")
    assert found["COrderBy"] == "a: AOrderBy d: DOrderBy"


def test_fields_named_like_the_logic_give_way() -> None:
    found = derived("type Post { AND: Int NOT: Post or: Int } type Query { posts(where: PostWhere): [Post] }")
    assert found["PostWhere"] == "or: IntFilter AND: [PostWhere!] OR: [PostWhere!] NOT: PostWhere"


def test_what_the_schema_defines_is_not_derived() -> None:
    text = BLOG + "input StringFilter { eq: String } type Query { posts(where: PostWhere): [Post] }"
    assert "StringFilter" not in derived(text)
    assert derived("scalar DateTime type Query { at: DateTime }") == {}


def test_filters_have_exactly_the_operators_of_the_table() -> None:
    mentions = " ".join(f"{name.lower()}: {name}Filter" for name in SCALARS)
    found = derived(f"enum Mood {{ A }} input All {{ mood: MoodFilter {mentions} }}")
    takes = {"value": "{0}", "list": "[{0}!]", "flag": "Boolean"}
    for name, scalar in SCALARS.items():
        fields = (f"{row.name}: {takes[row.takes].format(name)}" for row in operators_of(scalar))
        assert found[f"{name}Filter"] == " ".join(fields)
    fields = (f"{row.name}: {takes[row.takes].format('Mood')}" for row in enum_operators())
    assert found["MoodFilter"] == " ".join(fields)


def test_directions_and_scalars() -> None:
    definitions = tuple(derive(parse("input A { d: OrderDirection u: UUID l: LTree }")))
    text = print_ast(DocumentNode(definitions=definitions))
    assert all(f"\n  {direction}\n" in text for direction in DIRECTIONS)
    assert 'scalar UUID @specifiedBy(url: "https://www.rfc-editor.org/rfc/rfc9562")' in text
    assert text.index("scalar LTree\n") < text.index("enum OrderDirection") < text.index("scalar UUID")
