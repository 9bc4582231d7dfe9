package io.restoreverifier.coverage;

import io.restoreverifier.model.CannotTell;
import io.restoreverifier.model.FindingCode;
import io.restoreverifier.remote.RemoteException;
import io.restoreverifier.remote.RemoteFile;
import io.restoreverifier.remote.RemoteFolder;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/** A folder of another machine, or a prefix of a bucket, in which artifacts lie, with all below it. */
record ArtifactsElsewhere(String name, RemoteFolder folder) implements Place {

    @Override
    public Kind kind() {
        return Kind.ARTIFACT;
    }

    @Override
    public Seen look(Predicate<String> taken) {
        Unclaimed left = new Unclaimed(name);
        List<RemoteFile> files = files();
        for (RemoteFile file : files) {
            String location = folder.location() + file.name();
            if (!taken.test(location)) {
                left.add(file.name(), location);
            }
        }
        return new Seen(files.size(), left.things(), List.of());
    }

    private List<RemoteFile> files() {
        try {
            return folder.below();
        } catch (RemoteException e) {
            throw new CannotTell(FindingCode.SOURCE_UNREACHABLE, String.valueOf(e.getMessage()), e.hint(), e);
        } catch (IOException e) {
            throw new CannotTell(
                    FindingCode.SOURCE_UNREACHABLE,
                    folder.location() + " cannot be listed: " + e.getMessage(),
                    "is it there, and may this user list it?",
                    e);
        }
    }
}
