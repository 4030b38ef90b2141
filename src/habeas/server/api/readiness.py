"""Whether the service can do its work: the database is there, migrated, and a policy is active."""

from collections.abc import Mapping

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor

from habeas.server.policies.queries import get_active_version

OK = "ok"


def check_readiness() -> Mapping[str, str]:
    """Return what is needed, each `ok` or what is missing and what to do."""
    try:
        missing = list_missing_migrations()
        has_policy = not missing and get_active_version() is not None
    except DatabaseError:
        unknown = "not known: the database cannot be reached"
        return {"database": "cannot be reached", "migrations": unknown, "policy": unknown}
    return {
        "database": OK,
        "migrations": OK if not missing else f"{len(missing)} not applied: run `habeas migrate`",
        "policy": OK if has_policy else "none is active: run `habeas init`",
    }


def list_missing_migrations() -> list[str]:
    """Return the migrations that the database has not had. Raises DatabaseError where it cannot be reached."""
    executor = MigrationExecutor(connections[DEFAULT_DB_ALIAS])
    planned = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in planned]
