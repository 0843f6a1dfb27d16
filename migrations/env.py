"""Alembic's entry: runs migrations on the connection that store/migrate.py gives it, inside its transaction."""

from alembic import context

connection = context.config.attributes.get("connection")
if connection is None:
    raise SystemExit("迁移只由程序自己进行：它先备份、再在一个事务里升级。")
context.configure(connection=connection, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
