"""What the HTTP benchmark asks for: the same GraphQL requests for every server."""

from __future__ import annotations

import hashlib
import json
import uuid
from dataclasses import dataclass
from typing import Any

POST = """
query Post($id: ID!) {
  post(id: $id) {
    id identifier title content excerpt tags status views createdAt
    author { id identifier name }
  }
}
"""

POSTS = """
query MostRead($limit: Int!) {
  posts(orderBy: [{ views: DESC }], limit: $limit) {
    id identifier title excerpt tags status views createdAt
    author { id identifier name }
    comments { id body createdAt author { id name } }
  }
}
"""


UPDATE = """
mutation Update($id: ID!, $title: String!) {
  updatePost(input: { id: $id, title: $title }) { id title author { name } }
}
"""


class USERS:
    """The first users, each with their newest posts: what sorts, Strawberry's resolvers say themselves."""

    ours = """
    query Users($limit: Int!, $each: Int!) {
      users: writers(orderBy: [{ createdAt: ASC }], limit: $limit) {
        id identifier name
        posts(orderBy: [{ createdAt: DESC }], limit: $each) { id identifier title views createdAt }
      }
    }
    """
    theirs = """
    query Users($limit: Int!, $each: Int!) {
      users(limit: $limit) {
        id identifier name
        posts(limit: $each) { id identifier title views createdAt }
      }
    }
    """


@dataclass(frozen=True, slots=True)
class Scenario:
    """A kind of request. bodies: sent in turn, so that no answer is always the same row."""

    name: str
    bodies: tuple[bytes, ...]


def _body(query: str, variables: dict[str, Any]) -> bytes:
    return json.dumps({"query": query, "variables": variables}).encode()


def post_id(number: int) -> str:
    """The id of a post of the blog, by its number from 1."""
    return str(uuid.UUID(hashlib.md5(f"post-{number}".encode()).hexdigest()))


SCENARIOS = (
    Scenario("one post by id", tuple(_body(POST, {"id": post_id(n)}) for n in range(101, 201))),
    Scenario("20 posts with author and comments", (_body(POSTS, {"limit": 20}),)),
)
