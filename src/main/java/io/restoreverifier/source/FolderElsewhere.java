package io.restoreverifier.source;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.Deletion;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.remote.RemoteException;
import io.restoreverifier.remote.RemoteException.Why;
import io.restoreverifier.remote.RemoteFile;
import io.restoreverifier.remote.RemoteFolder;
import io.restoreverifier.remote.RemoteListing;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A folder of another machine. */
final class FolderElsewhere implements Folder {
    private final RemoteFolder folder;

    FolderElsewhere(RemoteFolder folder) {
        this.folder = folder;
    }

    @Override
    public Sight look() {
        RemoteListing seen;
        try {
            seen = folder.list();
        } catch (IOException e) {
            throw cannotTell(e);
        }
        return new Sight() {
            @Override
            public List<String> names() {
                return seen.names();
            }

            @Override
            public Optional<Look> at(String name) {
                try {
                    return seen.at(name).flatMap(FolderElsewhere::look);
                } catch (IOException e) {
                    throw cannotTell(e);
                }
            }
        };
    }

    /**
     * @throws IOException when it is gone
     * @throws CannotTell when nobody knows
     */
    @Override
    public InputStream open(String name) throws IOException {
        try {
            return folder.open(name);
        } catch (RemoteException e) {
            if (e.why() == Why.GONE) {
                throw e;
            }
            throw cannotTell(e);
        }
    }

    @Override
    public Deletion deletion() {
        try {
            return folder.deletion();
        } catch (IOException e) {
            throw cannotTell(e);
        }
    }

    @Override
    public String location(String name) {
        return folder.location() + name;
    }

    @Override
    public Function<String, Optional<String>> namesHere() {
        String here = folder.location();
        return location -> Optional.of(location)
                .filter(l -> l.startsWith(here))
                .map(l -> l.substring(here.length()))
                .filter(name -> !name.isEmpty() && !name.contains("/"));
    }

    private static Optional<Look> look(RemoteFile file) {
        return switch (file.kind()) {
            case FILE -> Optional.of(Look.file(file.name(), file.bytes(), file.modified()));
            case FOLDER -> Optional.empty();
            case OTHER -> Optional.of(Look.other(file.name(), Look.Kind.OTHER));
            case BROKEN_LINK -> Optional.of(Look.other(file.name(), Look.Kind.BROKEN_LINK));
        };
    }

    private CannotTell cannotTell(IOException e) {
        if (e instanceof RemoteException remote) {
            return remote.toCannotTell();
        }
        return e instanceof InterruptedIOException
                ? new CannotTell(
                        FindingCode.INTERRUPTED, "interrupted while " + folder.location() + " was asked", "", e)
                : new CannotTell(
                        FindingCode.SOURCE_UNREACHABLE,
                        folder.location() + " cannot be read: " + e.getMessage(),
                        "",
                        e);
    }
}
