package io.restoreverifier.remote;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was to be seen in a folder elsewhere at one look. */
public interface RemoteListing {
    List<String> names();

    /**
     * What is told of a name; empty when there is nothing of that name any more.
     *
     * @throws RemoteException when the listing alone does not tell, and the server cannot be asked
     */
    Optional<RemoteFile> at(String name) throws IOException;

    /** Of a server whose listing tells everything. */
    static RemoteListing of(List<RemoteFile> files) {
        Map<String, RemoteFile> byName = new LinkedHashMap<>();
        files.forEach(file -> byName.put(file.name(), file));
        return new RemoteListing() {
            @Override
            public List<String> names() {
                return List.copyOf(byName.keySet());
            }

            @Override
            public Optional<RemoteFile> at(String name) {
                return Optional.ofNullable(byName.get(name));
            }
        };
    }
}
