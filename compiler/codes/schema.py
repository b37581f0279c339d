"""FQ2xx: schema."""

from __future__ import annotations

from fraiseql.compiler.codes.row import code

ROWS = (
    code(
        "FQ201",
        "unknown type",
        """A field, argument or input field has a type that the schema does not define and that FraiseQL
        does not derive from one that it defines (such as `PostWhere` from `Post`).""",
        """
        type Post @view(tv_post) {
          id: ID!
          author: Usr!
        }
        """,
        "Correct the name, or define the type.",
    ),
    code(
        "FQ202",
        "unknown directive",
        "The schema uses a directive that is neither FraiseQL's nor GraphQL's nor defined in the schema.",
        """
        type Post @veiw(tv_post) {
          id: ID!
        }
        """,
        "Correct the name. The directives FraiseQL knows are listed in `schemas/directives.graphql`.",
    ),
    code(
        "FQ203",
        "misplaced or repeated directive",
        """A directive stands where it has no meaning, or twice in one place. `@view` belongs on an object
        type, an interface, a union or a field of `Query`, `@command` on a field of `Mutation`.""",
        """
        type Query {
          posts: [Post!]! @command(fn_list_posts)
        }
        """,
        "Move the directive to a place that its definition allows, or remove all but one.",
    ),
    code(
        "FQ204",
        "bad directive argument",
        """A directive has an argument it does not know, lacks one it needs, has one twice, or has one whose
        value is of another kind than the definition says. A bare argument stands for the directive's
        first one. The numbers of `@limit` are at least 1, and its `default` is no more than its `max`.""",
        """
        type Post @view(tv_post, column: "body") {
          id: ID!
        }
        """,
        "Give the directive the arguments of its definition in `schemas/directives.graphql`.",
    ),
    code(
        "FQ205",
        "duplicate name",
        """Two types, fields, arguments, enum values or input fields in one place have the same name, or a
        type or directive has the name of a built-in one.""",
        """
        type Post @view(tv_post) {
          id: ID!
          title: String!
          title: String
        }
        """,
        "Rename one of the two, or remove it.",
    ),
    code(
        "FQ206",
        "two fields with one stored key",
        """A field is stored under the snake_case of its name, or under the key that `@from` gives. Two
        fields of one type lead to the same key, so they would always be equal in answers and ambiguous
        in input. The same goes for two arguments that fill one parameter of a command's function.""",
        """
        type Post @view(tv_post) {
          createdAt: DateTime!
          created_at: DateTime!
        }
        """,
        "Remove one of the fields, or give one of them its own key with `@from`.",
    ),
    code(
        "FQ207",
        "unknown scalar",
        """The schema declares a scalar that FraiseQL knows nothing about: neither which PostgreSQL types
        hold it nor how its values look.""",
        """
        scalar Timestamp

        type Post @view(tv_post) {
          createdAt: Timestamp!
        }
        """,
        """Use one of the built-in scalars: `UUID`, `BigInt`, `Decimal`, `DateTime`, `LocalDateTime`, `Date`,
        `Time`, `Duration`, `JSON`, `IpAddress`, `Cidr`, `MacAddress` or `LTree`. They need no
        declaration. Or say which PostgreSQL type it stands for:
        `scalar Timestamp @represents(timestamptz)`.""",
    ),
    code(
        "FQ208",
        "GraphQL type system rule broken",
        """The schema breaks a rule of the GraphQL specification that has no code of its own: an input type
        as the type of a field, an object type as the type of an argument, a type without fields, a
        default value that does not fit, a name that starts with two underscores, and the like.""",
        """
        input PostFilter {
          author: User
        }

        type User @view(tv_user) {
          id: ID!
        }
        """,
        "Follow the rule that the message states.",
    ),
    code(
        "FQ209",
        "root field without a source",
        """A field of `Query` needs a relation to read: its own `@view`, or that of the object type it
        returns. A field of `Mutation` needs the function to call: `@command`. And where a command's
        answer is read back, its type needs a `@view`.""",
        """
        type Post {
          id: ID!
        }

        type Query {
          posts: [Post!]!
        }
        """,
        "Add `@view(…)` to the type or the query field, or `@command(…)` to the mutation field.",
    ),
    code(
        "FQ210",
        "argument cannot be used",
        """An argument of a root field has a reserved name but not its type. `where` takes the `Where` type of
        the field's type, `orderBy` a list of its `OrderBy` type, `limit` and `offset` take `Int`; a
        connection's `first` and `last` take `Int`, its `after` and `before` take `String`. A field that
        returns one object, a count or a connection has no use for some of them. Every other argument
        compares, so it is a scalar or an enum.""",
        """
        type Query {
          posts(where: UserWhere, limit: String): [Post!]!
        }
        """,
        "Give the argument the type that the message names, or remove it.",
    ),
    code(
        "FQ211",
        "no Query type",
        "Every GraphQL schema needs a query type, and this one has none.",
        """
        type Post @view(tv_post) {
          id: ID!
        }
        """,
        "Add `type Query { posts: [Post!]! }`, with the fields that clients may ask for.",
    ),
    code(
        "FQ212",
        "feature not supported",
        "The schema is right, but uses something that this version of FraiseQL does not do.",
        """
        type Subscription {
          postAdded: Post!
        }
        """,
        "Remove it. The message names the feature.",
    ),
    code(
        "FQ213",
        "hand-written type that nothing stands behind",
        """A hand-written `Where`, `OrderBy` or `Filter` input exposes less than the derived one would. This
        one has a field that its object type does not have, or an operator that its scalar does not
        have. The same holds for a `Connection`, its `Edge` and `PageInfo`: what is in them is given.""",
        """
        type Post @view(tv_post) {
          title: String!
        }

        input PostWhere {
          titel: StringFilter
        }
        """,
        "Correct the name, or remove the field.",
    ),
    code(
        "FQ221",
        "interface or union that cannot be told apart",
        """A document of an interface or a union says which object type it is under one key: `__typename`,
        or the one that `@discriminator` gives. Its value is the type's name. So some type must implement an
        interface that a field returns, and a field that is stored under that key must be able to hold the
        name. And a field has one stored key, in the interface and in the types that implement it, since
        filters look there and answers come from there.""",
        """
        interface Animal @view(v_animal) @discriminator(kind) {
          id: ID!
        }

        type Dog implements Animal {
          id: ID!
          kind: Int!
        }
        """,
        """Have types implement the interface, store the names of the types under a key of its own, or give
        the fields the same stored name with `@from`.""",
    ),
    code(
        "FQ231",
        "not a predicate",
        """The text of `@filter` or `@relation` is not in the language of predicates: comparisons with
        `= != <> < <= > >=`, `in (…)`, `is null` and `is not null`, joined by `and`, `or`, `not` and
        parentheses. In them stand stored names (`author_id`, `author.id`), names of the session (`$user_id`),
        numbers, `true` and `false`, and texts in single quotes.""",
        """
        type Post @view(tv_post) @filter("published == true") {
          id: ID!
        }
        """,
        "Write the predicate as the message says.",
    ),
    code(
        "FQ232",
        "session value that cannot be used",
        """`@session` gives an argument or an input field a value of the session, which is one text. So it
        stands on a single scalar or enum: an argument of a query that compares, or something that a command
        is given. An input object with such a field must be there, or nothing would hold the value, and must
        leave the client something to give.""",
        """
        input CreatePostInput {
          title: String!
          authorId: ID! @session(user_id)
        }

        type Mutation {
          createPost(input: CreatePostInput): Post! @command(fn_create_post)
        }
        """,
        "Make the argument non-null, or move `@session` to where a single value is taken from it.",
    ),
    code(
        "FQ233",
        "filter that does not hold in a document",
        """A type with `@filter` is embedded in the documents of another type. The filter is about rows of a
        view; what is inside a document is delivered as it is. This is a warning.""",
        """
        type Author @view(tv_author) @filter("not blocked") {
          id: ID!
        }

        type Post @view(tv_post) {
          author: Author!
        }
        """,
        """Leave what must not be seen out of the document that the view composes, or embed a type of its own
        with what everybody may see.""",
        severity="warning",
    ),
    code(
        "FQ234",
        "relation that has no rows",
        """`@relation` joins rows of two views: the one of its own type, and the one that the field's type is
        read from. So both types have a `@view`, and the type with the relation is read from that view alone,
        as itself.""",
        """
        type User {
          id: ID!
          posts: [Post!]! @relation(on: "author_id = id")
        }

        type Post @view(tv_post) {
          id: ID!
        }
        """,
        """Give the type with the relation a `@view`.""",
    ),
    code(
        "FQ235",
        "relation that cannot be selected everywhere",
        """Only rows have relations. Where a type with relations is embedded in another's document, clients
        that select one of them get an error, with its place; they can select everything else.""",
        """
        type User @view(tv_user) {
          id: ID!
          posts: [Post!]! @relation(on: "author_id = id")
        }

        type Post @view(tv_post) {
          id: ID!
          author: User!   # in the document of the post
        }
        """,
        """Make the embedding field a relation too, `author: User! @relation(on: "id = author_id")`, embed a
        type of its own without relations, or leave it: `# fraiseql-ignore FQ235`.""",
        severity="note",
    ),
)
