"""Both homes of an index keep to one contract."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from postgres_server import Server
from store_contract import HomeContract

from knowledge.index import generations
from knowledge.index.folder_home import FolderHome
from knowledge.index.postgres.home import PostgresHome

Names = Callable[[], list[str]]


class TestFolderHome(HomeContract):
    @pytest.fixture(scope="class")
    @classmethod
    def kept(cls, tmp_path_factory: pytest.TempPathFactory) -> FolderHome:
        return FolderHome(tmp_path_factory.mktemp("kept"))

    @pytest.fixture
    def home(self, tmp_path: Path) -> FolderHome:
        return FolderHome(tmp_path / "data")

    @pytest.fixture
    def names(self, home: FolderHome) -> Names:
        return lambda: sorted(path.name for path in (home.data / generations.FOLDER).iterdir())


class TestPostgresHome(HomeContract):
    @pytest.fixture(scope="class")
    @classmethod
    def kept(cls, postgres_server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PostgresHome]:
        with postgres_server.database() as url:
            made = PostgresHome(url, tmp_path_factory.mktemp("kept"), look_every=0)
            yield made
            made.close()

    @pytest.fixture
    def home(self, postgres_url: str, tmp_path: Path) -> Iterator[PostgresHome]:
        made = PostgresHome(postgres_url, tmp_path / "data", look_every=0)
        yield made
        made.close()

    @pytest.fixture
    def names(self, home: PostgresHome) -> Names:
        def found() -> list[str]:
            names = [name for (name,) in home.db.rows("select name from clusterbot.generations order by name")]
            schemas = home.db.rows("select nspname from pg_namespace where nspname like 'clusterbot\\_%'")
            assert len(schemas) == len(names)
            return names

        return found


class TestPostgresHomeThatSearchesText(TestPostgresHome):
    """Plain text is searched by pgvector, as where there is more of it than a bot holds in memory."""

    @pytest.fixture(scope="class", autouse=True)
    @classmethod
    def nothing_is_held(cls) -> Iterator[None]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("knowledge.index.postgres.dense.HELD_VECTORS", 0)
            yield
