package io.restoreverifier.model;

/** A database of SQLite that came back; its connections only read. It has no server, and none of its users. */
public interface RestoredSqlite extends RestoredDatabase {}
