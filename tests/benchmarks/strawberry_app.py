"""The comparison: Strawberry with SQLAlchemy and data loaders, over the blog's tb_* tables.

It is written as the manuals of both recommend for speed: the asyncpg driver with prepared statements, no
transaction around single reads, one query per level through data loaders, and Strawberry's caches of
parsed and validated documents.
"""

from __future__ import annotations

import enum
import os
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import strawberry
from sqlalchemy import ForeignKey, Row, Select, Text, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
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
    """What one request shares: the engine, and a loader for each relation."""

    engine: AsyncEngine
    users: DataLoader[int, User]
    comments: DataLoader[int, list[Comment]]


async def rows(engine: AsyncEngine, statement: Select[Any]) -> Sequence[Row[Any]]:
    """All rows of a statement."""
    async with engine.connect() as connection:
        found: Sequence[Row[Any]] = (await connection.execute(statement)).all()
        return found


def context(engine: AsyncEngine) -> Context:
    """A fresh context."""

    async def load_users(keys: list[int]) -> list[User]:
        found = await rows(engine, USERS.where(UserRow.pk_user.in_(keys)))
        users = {row.pk_user: User(id=row.id, identifier=row.identifier, name=row.name) for row in found}
        return [users[key] for key in keys]

    async def load_comments(keys: list[int]) -> list[list[Comment]]:
        statement = COMMENTS.where(CommentRow.fk_post.in_(keys))
        comments: dict[int, list[Comment]] = {key: [] for key in keys}
        for row in await rows(engine, statement.order_by(CommentRow.created_at, CommentRow.pk_comment)):
            comment = Comment(id=row.id, body=row.body, created_at=row.created_at, fk_user=row.fk_user)
            comments[row.fk_post].append(comment)
        return [comments[key] for key in keys]

    return Context(engine, DataLoader(load_users), DataLoader(load_comments))


# --- the schema --------------------------------------------------------------------------------


@strawberry.type
class User:
    """A user."""

    id: strawberry.ID
    identifier: str
    name: str


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
        found = await rows(info.context.engine, POSTS.where(PostRow.id == uuid.UUID(id)))
        return post(found[0]) if found else None

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


class App(GraphQL[Context, None]):
    """Strawberry's ASGI app with our context."""

    engine: AsyncEngine

    async def get_context(self, request: object, response: object) -> Context:
        """A fresh set of loaders for each request."""
        return context(self.engine)


def create() -> App:
    """The app, for the database of the benchmark."""
    caches = (lambda: ParserCache(maxsize=100), lambda: ValidationCache(maxsize=100))
    app = App(strawberry.Schema(Query, extensions=caches))
    app.engine = create_async_engine(
        make_url(os.environ[DATABASE]).set(drivername="postgresql+asyncpg"),
        isolation_level="AUTOCOMMIT",
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_reset_on_return=None,
    )
    return app
