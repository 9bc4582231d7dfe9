package io.restoreverifier.remote;

import io.restoreverifier.model.Deletion;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.List;

/**
 * A folder elsewhere, to read. What is worth it is tried again, with pauses that grow: a connection that cannot be had or
 * breaks, a server that is silent or overloaded. What is not, is not: a wrong password, an unknown host. For any number
 * of threads; nothing stays open between calls.
 */
public interface RemoteFolder {
    /** Where it is, without user and password, with a slash at its end. */
    String location();

    /**
     * Looks at it anew, without what lies in folders below. What was seen may be asked for by one thread, for as long as it
     * is of use.
     *
     * @throws RemoteException when it cannot be listed to its end
     * @throws InterruptedIOException when the thread is interrupted; its flag stays set
     */
    RemoteListing list() throws IOException;

    /**
     * Looks at it anew, and at all folders below it: files alone, with the way to them in their names. Links are not
     * followed.
     *
     * @throws RemoteException when they cannot all be listed; where it lists no folders but itself, always
     * @throws InterruptedIOException when the thread is interrupted; its flag stays set
     */
    default List<RemoteFile> below() throws IOException {
        throw new RemoteException(RemoteException.Why.REFUSED, location() + " does not list what lies below it", "");
    }

    /**
     * Opens a file of it for one sequential read. A read that breaks off goes on where it was, as long as the file is the
     * same one; a stream that ends has given the whole file. The caller closes it.
     *
     * @throws RemoteException when it cannot be opened; it says so when the file is gone
     * @throws InterruptedIOException when the thread is interrupted; its flag stays set
     */
    InputStream open(String name) throws IOException;

    /**
     * Whether what lies here can be deleted for good by whoever may write here, where such a place can tell.
     *
     * @throws RemoteException when it cannot be asked
     */
    default Deletion deletion() throws IOException {
        return Deletion.NOT_KNOWN;
    }
}
