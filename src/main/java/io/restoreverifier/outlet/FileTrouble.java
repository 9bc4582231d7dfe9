package io.restoreverifier.outlet;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What keeps us from a file, in words: a type of Java's tells an operator nothing. */
public final class FileTrouble {
    private FileTrouble() {}

    public static String of(IOException e) {
        if (!(e instanceof FileSystemException named)) {
            return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        }
        if (e instanceof NoSuchFileException) {
            return named.getFile() + " does not exist";
        }
        if (e instanceof AccessDeniedException) {
            return named.getFile() + " is not for this user";
        }
        if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
            return named.getFile() + " is a file, where a folder must be";
        }
        return named.getReason() == null ? e.getClass().getSimpleName() : named.getReason();
    }
}
