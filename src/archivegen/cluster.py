"""A cluster of computers, by ``dask.distributed`` (extra ``cluster``), the only module that touches it.

Every computer of it has this program and sees the projects' folders under the same path.  Handing out tasks, and what becomes
of the task of a worker that dies, is the scheduler's affair: it tries a few other workers before it gives the task up.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
import warnings
from collections.abc import Iterator
from concurrent.futures import CancelledError, Executor
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from archivegen import __version__
from archivegen.errors import ClusterError
from archivegen.workers import Crew

if TYPE_CHECKING:
    from distributed import Client

CONNECT_SECONDS = 10.0


@contextlib.contextmanager
def join_cluster(address: str, patience: float = CONNECT_SECONDS) -> Iterator[Crew]:
    """The workers of the scheduler at ``address`` (``tcp://host:8786``) as a crew.

    Raises ``ClusterError`` when the extra is not installed, the scheduler is not there, has no workers, or some of them
    have another version of this program, of Python or of the cluster's own protocol.
    """
    with contextlib.closing(_connect(address, patience)) as client:
        threads = _count_threads(client, address, patience)
        _check_versions(client)
        try:
            # No task waits at a worker: a worker that dies would take it along for one that it had nothing to do with.
            yield make_crew(client, most_at_once=threads)
        except CancelledError as error:
            raise ClusterError(
                f"与调度器“{address}”的连接断了。已写好的文件都有效；请检查那里的程序和网络，再运行一次即可接着做。"
            ) from error


def make_crew(client: Client, *, most_at_once: int) -> Crew:
    """A crew of the workers behind a client."""
    from distributed.scheduler import KilledWorker

    return Crew(client.get_executor, _dismiss, most_at_once, died=(KilledWorker,))


def _dismiss(executor: Executor) -> None:
    with contextlib.suppress(Exception):  # whatever broke the work off is told; the connection may be gone too
        executor.shutdown(wait=False)


def _connect(address: str, patience: float) -> Any:
    try:
        import distributed
    except ImportError as error:
        raise ClusterError(
            "多机并行需要另外安装 dask.distributed：pip install 'archivegen[cluster]'；不用 --scheduler 就在本机上做。"
        ) from error
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # its endings are told by us, in Chinese
    try:
        asyncio.run(_greet(address, patience))
        open_client: Any = distributed.Client
        with warnings.catch_warnings(action="ignore"):  # it warns of other versions in English; we ask for ourselves
            return open_client(address, timeout=patience, set_as_default=False)
    except Exception as error:
        raise ClusterError(
            f"连不上调度器“{address}”。请检查地址（如 tcp://192.0.2.1:8786）、网络和防火墙，"
            "并确认那里已经运行 dask scheduler。"
        ) from error


async def _greet(address: str, patience: float) -> None:
    """Whether a scheduler answers there; a client that finds none leaves threads behind that complain at the end."""
    from distributed import rpc

    ask: Any = rpc
    async with ask(address, timeout=patience) as answerer:
        answer = await asyncio.wait_for(answerer.identity(), patience)
    if answer["type"] != "Scheduler":
        raise ValueError(address)


def _count_threads(client: Any, address: str, patience: float) -> int:
    with contextlib.suppress(TimeoutError):
        client.wait_for_workers(1, timeout=patience)
    threads = sum(client.nthreads().values())
    if not threads:
        raise ClusterError(f"调度器“{address}”下面还没有工作机。请在各台电脑上运行 dask worker {address}。")
    return int(threads)


def _check_versions(client: Any) -> None:
    try:
        told = client.run(tell_version)
    except Exception as error:
        raise ClusterError(
            "有的工作机用不了：那里没有安装 archivegen，或版本太旧。请在各台电脑上安装相同的版本。"
        ) from error
    ours = tell_version()
    other = {worker: theirs for worker, theirs in told.items() if theirs != ours}
    if other:
        worker, theirs = min(other.items())
        raise ClusterError(f"工作机 {worker} 上是 {theirs}，本机是 {ours}。请在各台电脑上安装相同的版本。")


def tell_version() -> str:
    """What must be the same everywhere: this program, Python, and what carries tasks between them.  Asked of every worker."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return f"archivegen {__version__}（Python {python}，distributed {version('distributed')}）"
