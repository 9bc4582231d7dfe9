package io.restoreverifier.remote;

import java.io.IOException;
import java.io.InterruptedIOException;

/** A folder elsewhere, to put files in. Sources of artifacts must not know it. For any number of threads. */
public interface Deposit {
    /** Behind SFTP. */
    static Deposit at(SftpPlace place) {
        return new SftpDeposit(place);
    }

    /** In S3. */
    static Deposit at(S3Place place) {
        return new S3Deposit(place);
    }

    /** Where it is, without user and password, with a slash at its end. */
    String location();

    /**
     * Puts a small file there, in the place of an earlier one. Whoever reads there has the earlier one or the new one, and
     * never half of it, where the server can do so. What is worth it is tried again.
     *
     * @throws RemoteException when it is not there afterwards; the earlier one is then untouched
     * @throws InterruptedIOException when the thread is interrupted; its flag stays set
     */
    void put(String name, byte[] content) throws IOException;
}
