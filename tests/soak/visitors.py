"""The clients: each asks one question after the other, and now and then does what no client should."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from random import Random

import msgspec

from tests.soak.questions import Question, Questions
from tests.soak.record import Record
from tests.soak.server import BODY_TIMEOUT, MAX_BODY_BYTES
from tests.soak.wire import Client, NoAnswerError, ask, post

MISDEEDS_OF_HUNDRED = 3

NAP = ask("mutation { nap(seconds: 1) }")
NOT_HTTP = (
    b"\0\1\2\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 TLS?\r\n\r\n",
    b"POST / HTTP/1.1\r\nhost: soak\r\ncontent-length: many\r\n\r\n",
    b"POST / HTTP/1.1\r\nhost: soak\r\ntransfer-encoding: chunked\r\n\r\nmany\r\n{}\r\n",
    b"GET / HTTP/1.1\r\nhost soak\r\n\r\n",
)
NOT_JSON = (b'{"query": "{ itemCount', b"[1]", b"\xff", b"", b'{"a":' * 5000, b'{"query": 1}')


async def visit(port: int, questions: Questions, record: Record, chance: Random, until: float) -> None:
    """One client, until a time."""
    client = Client(port)
    while time.monotonic() < until:
        try:
            if chance.randrange(100) < MISDEEDS_OF_HUNDRED:
                client.close()
                misdeed = chance.choice(MISDEEDS)
                record.counts["misdeeds"] += 1
                record.counts[f"misdeed: {misdeed.__name__}"] += 1
                await misdeed(client, questions, record, chance)
                client.close()
            else:
                await put(client, questions.draw(chance), record)
        except (NoAnswerError, OSError) as error:
            record.violate(f"no answer: {error!r}")
            client.close()
    client.close()


async def put(client: Client, question: Question, record: Record) -> None:
    """Asks a question and judges the answer."""
    start = time.monotonic()
    try:
        answer = await client.exchange(question.request)
    except (NoAnswerError, OSError):
        record.unknown.update(question.commands.values())
        raise
    record.judge(question, answer, start)


async def leave(client: Client, questions: Questions, record: Record, chance: Random) -> None:
    """Leaves before the answer comes, by a FIN or a reset."""
    question = questions.draw(chance)
    record.unknown.update(question.commands.values())
    await client.send(question.request)
    await asyncio.sleep(chance.choice([0, 0.002, 0.01]))
    client.close(abruptly=chance.random() < 0.5)


async def leave_a_statement(client: Client, questions: Questions, record: Record, chance: Random) -> None:
    """Leaves while a long statement runs."""
    await client.send(NAP)
    await asyncio.sleep(chance.uniform(0.05, 0.2))
    client.close(abruptly=chance.random() < 0.5)


async def leave_in_the_body(client: Client, questions: Questions, record: Record, chance: Random) -> None:
    """Leaves in the midst of the request; what it asks for must not happen."""
    question = questions.draw(chance)
    record.refused.update(question.commands.values())
    await client.send(question.request[: chance.randrange(1, len(question.request) - 1)])
    await asyncio.sleep(chance.choice([0, 0.01]))
    client.close(abruptly=chance.random() < 0.5)


async def speak_slowly(client: Client, questions: Questions, record: Record, chance: Random) -> None:
    """Sends a request in pieces, but in time."""
    question = questions.draw(chance)
    start = time.monotonic()
    cuts = sorted(chance.sample(range(1, len(question.request)), 4))
    parts = [question.request[i:j] for i, j in zip([0, *cuts], [*cuts, len(question.request)], strict=True)]
    record.unknown.update(question.commands.values())
    await client.send(*parts, pause=BODY_TIMEOUT / 40)
    answer = await client.receive()
    record.unknown.difference_update(question.commands.values())
    record.judge(question, answer, start)


async def stall(client: Client, questions: Questions, record: Record, chance: Random) -> None:
    """Sends half a body and waits."""
    await client.send(post(b'{"query": "{ itemCount }"}')[:-9])
    await _refused(client, record, 408, "REQUEST_TIMEOUT")


async def send_no_http(client: Client, questions: Questions, record: Record, chance: Random) -> None:
    """Sends what is no HTTP."""
    await client.send(chance.choice(NOT_HTTP))
    answer = await client.receive()
    if answer.status != 400:
        record.violate(f"no HTTP was answered {answer.status} {answer.body!r}")


async def send_no_json(client: Client, questions: Questions, record: Record, chance: Random) -> None:
    """Sends a body that is no request."""
    await client.send(post(chance.choice(NOT_JSON)))
    await _refused(client, record, 400, "BAD_REQUEST")


async def send_too_much(client: Client, questions: Questions, record: Record, chance: Random) -> None:
    """Sends a body over the limit."""
    await client.send(post(b" " * (MAX_BODY_BYTES + 1)))
    await _refused(client, record, 413, "PAYLOAD_TOO_LARGE")


async def _refused(client: Client, record: Record, status: int, code: str) -> None:
    answer = await client.receive()
    try:
        found = msgspec.json.decode(answer.body)["errors"][0]["extensions"]["code"]
    except (msgspec.DecodeError, LookupError):
        found = ""
    if (answer.status, found) != (status, code):
        record.violate(f"instead of {status} {code} the answer was {answer.status} {answer.body!r}")


Misdeed = Callable[[Client, Questions, Record, Random], Awaitable[None]]
MISDEEDS = (
    leave,
    leave_a_statement,
    leave_in_the_body,
    speak_slowly,
    stall,
    send_no_http,
    send_no_json,
    send_too_much,
)
