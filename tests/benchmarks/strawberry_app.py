"""The comparison: Strawberry with SQLAlchemy and data loaders, over the blog's tb_* tables.

It is written as the manuals of both recommend for speed: the asyncpg driver with prepared statements, no
transaction around single reads, one query per level through data loaders, and Strawberry's caches of
parsed and validated documents. A request with settings is a transaction that sets them first, so that
row-level security could rely on them; a command is a transaction as well.
"""

from __future__ import annotations

import enum
import json
import os
import uuid
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import strawberry
from sqlalchemy import ForeignKey, Row, Select, Text, func, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from strawberry.asgi import GraphQL
from strawberry.dataloader import DataLoader
from strawberry.extensions import ParserCache, ValidationCache
from strawberry.types import Info

from tests.benchmarks.serve import CONNECTIONS, DATABASE

# --- the tables --------------------------------------------------------------------------------


@strawberry.enum
class PostStatus(enum.Enum):
    """A post's status; names are GraphQL's, values are PostgreSQL's."""

    DRAFT = "draft"
    PUBLISHED = "published"
    ARCHIVED = "archived"


class Base(DeclarativeBase):
    """The base of the mapped tables."""


class UserRow(Base):
    """`tb_user`."""

    __tablename__ = "tb_user"
    pk_user: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[uuid.UUID]
    identifier: Mapped[str]
    name: Mapped[str]
    created_at: Mapped[datetime]


class PostRow(Base):
    """`tb_post`."""

    __tablename__ = "tb_post"
    pk_post: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[uuid.UUID]
    identifier: Mapped[str]
    fk_user: Mapped[int] = mapped_column(ForeignKey(UserRow.pk_user))
    title: Mapped[str]
    content: Mapped[str]
    excerpt: Mapped[str | None]
    tags: Mapped[list[str]] = mapped_column(postgresql.ARRAY(Text))
    status: Mapped[PostStatus] = mapped_column(
        postgresql.ENUM(PostStatus, name="post_status", values_callable=lambda e: [v.value for v in e])
    )
    views: Mapped[int]
    created_at: Mapped[datetime]


class CommentRow(Base):
    """`tb_comment`."""

    __tablename__ = "tb_comment"
    pk_comment: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[uuid.UUID]
    fk_post: Mapped[int] = mapped_column(ForeignKey(PostRow.pk_post))
    fk_user: Mapped[int] = mapped_column(ForeignKey(UserRow.pk_user))
    body: Mapped[str]
    created_at: Mapped[datetime]


# Columns rather than entities: a read needs no identity map.
USERS = select(*UserRow.__table__.columns)
POSTS = select(*PostRow.__table__.columns)
COMMENTS = select(*CommentRow.__table__.columns)


@dataclass(frozen=True, slots=True)
class Context:
    """What one request shares: where it asks, and a loader for each relation.

    connection: the one with the request's settings, or of its command; else each statement takes one.
    """

    engine: AsyncEngine
    users: DataLoader[int, User]
    comments: DataLoader[int, list[Comment]]
    newest: DataLoader[tuple[int, int], list[Post]]
    connection: AsyncConnection | None


async def rows(
    engine: AsyncEngine, statement: Select[Any], connection: AsyncConnection | None = None
) -> Sequence[Row[Any]]:
    """All rows of a statement."""
    found: Sequence[Row[Any]]
    if connection is not None:
        found = (await connection.execute(statement)).all()
        return found
    async with engine.connect() as own:
        found = (await own.execute(statement)).all()
        return found


def context(engine: AsyncEngine, connection: AsyncConnection | None = None) -> Context:
    """A fresh context."""

    async def load_users(keys: list[int]) -> list[User]:
        found = await rows(engine, USERS.where(UserRow.pk_user.in_(keys)), connection)
        users = {row.pk_user: user(row) for row in found}
        return [users[key] for key in keys]

    async def load_comments(keys: list[int]) -> list[list[Comment]]:
        statement = COMMENTS.where(CommentRow.fk_post.in_(keys))
        comments: dict[int, list[Comment]] = {key: [] for key in keys}
        ordered = statement.order_by(CommentRow.created_at, CommentRow.pk_comment)
        for row in await rows(engine, ordered, connection):
            comment = Comment(id=row.id, body=row.body, created_at=row.created_at, fk_user=row.fk_user)
            comments[row.fk_post].append(comment)
        return [comments[key] for key in keys]

    async def load_newest(keys: list[tuple[int, int]]) -> list[list[Post]]:
        # A field has the same limit for all users of a list, so there is one group nearly always.
        loaded: dict[tuple[int, int], list[Post]] = {key: [] for key in keys}
        newest_first = (PostRow.created_at.desc(), PostRow.id)
        for limit in {limit for _, limit in keys}:
            users = [key for key, most in keys if most == limit]
            place = func.row_number().over(partition_by=PostRow.fk_user, order_by=newest_first).label("place")
            numbered = select(*PostRow.__table__.columns, place).where(PostRow.fk_user.in_(users)).subquery()
            columns = [column for column in numbered.c if column.name != "place"]
            statement = select(*columns).where(numbered.c.place <= limit)
            ordered = statement.order_by(numbered.c.fk_user, numbered.c.place)
            for row in await rows(engine, ordered, connection):
                loaded[row.fk_user, limit].append(post(row))
        return [loaded[key] for key in keys]

    return Context(
        engine, DataLoader(load_users), DataLoader(load_comments), DataLoader(load_newest), connection
    )


@asynccontextmanager
async def transaction(
    engine: AsyncEngine, settings: Mapping[str, str] | None = None
) -> AsyncIterator[AsyncConnection]:
    """A connection in a transaction, with settings that last as long."""
    async with engine.execution_options(isolation_level="READ COMMITTED").begin() as connection:
        if settings:
            each = (func.set_config(f"app.{name}", value, True) for name, value in settings.items())
            await connection.execute(select(*each))
        yield connection


# --- the schema --------------------------------------------------------------------------------


@strawberry.type
class User:
    """A user."""

    id: strawberry.ID
    identifier: str
    name: str
    pk_user: strawberry.Private[int]

    @strawberry.field
    async def posts(self, info: Info[Context, None], limit: int = 20) -> list[Post]:
        """Their posts, the newest first."""
        return await info.context.newest.load((self.pk_user, limit))


def user(row: Row[Any]) -> User:
    """A row of `tb_user` as an object of the schema."""
    return User(id=row.id, identifier=row.identifier, name=row.name, pk_user=row.pk_user)


@strawberry.type
class Comment:
    """A comment."""

    id: strawberry.ID
    body: str
    created_at: datetime
    fk_user: strawberry.Private[int]

    @strawberry.field
    async def author(self, info: Info[Context, None]) -> User:
        """The user who wrote it."""
        return await info.context.users.load(self.fk_user)


@strawberry.type
class Post:
    """A post."""

    id: strawberry.ID
    identifier: str
    title: str
    content: str
    excerpt: str | None
    tags: list[str]
    status: PostStatus
    views: int
    created_at: datetime
    pk_post: strawberry.Private[int]
    fk_user: strawberry.Private[int]

    @strawberry.field
    async def author(self, info: Info[Context, None]) -> User:
        """The user who wrote it."""
        return await info.context.users.load(self.fk_user)

    @strawberry.field
    async def comments(self, info: Info[Context, None]) -> list[Comment]:
        """Its comments, the oldest first."""
        return await info.context.comments.load(self.pk_post)


def post(row: Row[Any]) -> Post:
    """A row of `tb_post` as an object of the schema."""
    return Post(**row._mapping)


@strawberry.enum
class OrderDirection(enum.Enum):
    """The direction of an ordering."""

    ASC = "asc"
    DESC = "desc"


@strawberry.input(one_of=True)
class PostOrderBy:
    """One key to sort by."""

    views: OrderDirection | None = strawberry.UNSET
    created_at: OrderDirection | None = strawberry.UNSET


@strawberry.type
class Query:
    """The root."""

    @strawberry.field
    async def post(self, info: Info[Context, None], id: strawberry.ID) -> Post | None:  # noqa: A002
        """One post by its id."""
        found = await rows(
            info.context.engine, POSTS.where(PostRow.id == uuid.UUID(id)), info.context.connection
        )
        return post(found[0]) if found else None

    @strawberry.field
    async def users(self, info: Info[Context, None], limit: int = 20) -> list[User]:
        """The first users."""
        statement = USERS.order_by(UserRow.created_at, UserRow.id).limit(limit)
        return [user(row) for row in await rows(info.context.engine, statement)]

    @strawberry.field
    async def posts(
        self, info: Info[Context, None], order_by: list[PostOrderBy] | None = None, limit: int = 20
    ) -> list[Post]:
        """A page of posts."""
        statement = POSTS.limit(limit)
        for key in order_by or []:
            for column, direction in ((PostRow.views, key.views), (PostRow.created_at, key.created_at)):
                if direction:
                    statement = statement.order_by(column.desc() if direction.value == "desc" else column)
        return [post(row) for row in await rows(info.context.engine, statement.order_by(PostRow.id))]


@strawberry.input
class UpdatePostInput:
    """What is changed of a post."""

    id: strawberry.ID
    title: str


@strawberry.type
class Mutation:
    """The commands."""

    @strawberry.mutation
    async def update_post(self, info: Info[Context, None], input: UpdatePostInput) -> Post:  # noqa: A002
        """Changes a post, and returns it."""
        connection = info.context.connection
        assert connection is not None
        await connection.execute(select(func.fn_update_post(uuid.UUID(input.id), input.title)))
        (row,) = await rows(info.context.engine, POSTS.where(PostRow.id == uuid.UUID(input.id)), connection)
        return post(row)


class App(GraphQL[Context, None]):
    """Strawberry's ASGI app with our context."""

    engine: AsyncEngine

    async def get_context(self, request: object, response: object) -> Context:
        """A fresh set of loaders for each request."""
        return context(self.engine)


def create() -> App:
    """The app, for the database of the benchmark."""
    app = App(make_schema())
    app.engine = make_engine(os.environ[DATABASE], CONNECTIONS)
    return app


def make_schema() -> strawberry.Schema:
    """The schema, with Strawberry's caches."""
    caches = (lambda: ParserCache(maxsize=100), lambda: ValidationCache(maxsize=100))
    return strawberry.Schema(Query, Mutation, extensions=caches)


def make_engine(url: str, connections: int) -> AsyncEngine:
    """SQLAlchemy's engine with a pool of this size. A single read is no transaction."""
    return create_async_engine(
        make_url(url).set(drivername="postgresql+asyncpg"),
        isolation_level="AUTOCOMMIT",
        pool_size=connections,
        max_overflow=0,
        pool_reset_on_return=None,
    )


class InProcess:
    """Strawberry without HTTP, on one connection: a request in, the bytes of its data out."""

    def __init__(self, url: str) -> None:
        self._schema = make_schema()
        self._engine = make_engine(url, 1)

    async def ask(
        self,
        query: str,
        variables: dict[str, Any],
        settings: Mapping[str, str] | None = None,
        *,
        command: bool = False,
    ) -> bytes:
        """Runs a request; one with settings, and a command, in a transaction."""
        if not settings and not command:
            return await self._run(query, variables, None)
        async with transaction(self._engine, settings) as connection:
            return await self._run(query, variables, connection)

    async def _run(self, query: str, variables: dict[str, Any], connection: AsyncConnection | None) -> bytes:
        result = await self._schema.execute(
            query, variable_values=variables, context_value=context(self._engine, connection)
        )
        assert result.errors is None, result.errors
        return json.dumps({"data": result.data}).encode()

    async def close(self) -> None:
        """Closes the connection."""
        await self._engine.dispose()
