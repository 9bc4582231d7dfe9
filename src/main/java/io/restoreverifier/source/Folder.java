package io.restoreverifier.source;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Deletion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A place with files in it, wherever it is, without what lies in folders below. Reads only; for any number of threads,
 * and with nothing open between calls.
 */
interface Folder {
    /**
     * Looks anew.
     *
     * @throws CannotTell SOURCE_UNREACHABLE or TIMED_OUT when it cannot be looked at, at once or while it is
     */
    Sight look();

    /**
     * Opens a file for one sequential read. The caller closes the stream.
     *
     * @throws IOException when it cannot be opened, also because it is gone or no file of this very folder
     */
    InputStream open(String name) throws IOException;

    /** Where a file of this name lies, for humans. */
    String location(String name);

    /**
     * Tells the name of a file from where it lies; empty when that is not in this folder. The origin is asked at most now,
     * and not for each location.
     */
    Function<String, Optional<String>> namesHere();

    /**
     * Whether what lies here can be deleted for good by whoever may write here.
     *
     * @throws CannotTell when it cannot be asked
     */
    default Deletion deletion() {
        return Deletion.NOT_KNOWN;
    }

    /** Where whole folders are artifacts: those files that lie among them. Elsewhere this very folder. */
    default Folder files() {
        return this;
    }

    /** The folders in it, each as one file that holds its tree; empty when such a place cannot give them. */
    default Optional<Folder> trees() {
        return Optional.empty();
    }

    /** What was to be seen at one look. */
    interface Sight {
        List<String> names();

        /** Empty when there is nothing of this name, or only a folder. */
        Optional<Look> at(String name);

        /** What is missing of a file that consists of parts, for humans; empty when it is whole as far as its parts tell. */
        default Optional<String> missing(String name) {
            return Optional.empty();
        }

        /** Whether there is a file of this name. */
        default boolean hasFile(String name) {
            return at(name).filter(look -> look.kind() == Look.Kind.FILE).isPresent();
        }
    }
}
