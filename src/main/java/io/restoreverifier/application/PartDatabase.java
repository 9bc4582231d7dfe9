package io.restoreverifier.application;

import io.restoreverifier.model.DatabaseAccess;
import io.restoreverifier.model.RestoredDatabase;

/**
 * A database that an application is started on; closed by whoever restored it, after the application.
 *
 * @param access how the application logs in to it
 * @param restored by which it is asked beside the application
 */
public record PartDatabase(DatabaseAccess access, RestoredDatabase restored) {}
