package io.restoreverifier.remote;

import io.restoreverifier.remote.RemoteException.Why;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.signature.Signature;
import org.jspecify.annotations.Nullable;

/** Takes the keys of hosts that are known, and remembers why it did not take one. Never writes. For one connection. */
final class HostKeys extends KnownHostsServerKeyVerifier {
    private final SftpPlace place;
    private volatile @Nullable RemoteException trouble;

    HostKeys(SftpPlace place) {
        super(RejectAllServerKeyVerifier.INSTANCE, place.login().knownHosts());
        this.place = place;
    }

    /** Empty when no key was refused. */
    Optional<RemoteException> trouble() {
        return Optional.ofNullable(trouble);
    }

    /**
     * The ways to prove a host key that this host is known by; a server has keys of several types and would show the first
     * that we take.
     *
     * @param all returned as they are when the host is not known
     * @throws RemoteException when the file cannot be read
     */
    List<NamedFactory<Signature>> known(List<NamedFactory<Signature>> all) throws RemoteException {
        Path file = place.login().knownHosts();
        Set<String> types = new HashSet<>();
        try {
            for (KnownHostEntry entry :
                    Files.exists(file) ? KnownHostEntry.readKnownHostEntries(file) : List.<KnownHostEntry>of()) {
                if (entry.isHostMatch(place.host(), place.port())) {
                    types.add(entry.getKeyEntry().getKeyType());
                }
            }
        } catch (IOException | RuntimeException e) {
            throw new RemoteException(
                    Why.REFUSED,
                    file + " cannot be read as a file of known hosts",
                    "is it one? ssh-keygen -l -f " + file,
                    e);
        }
        return types.isEmpty()
                ? all
                : all.stream()
                        .filter(way -> types.contains(KeyUtils.getCanonicalKeyType(way.getName())))
                        .toList();
    }

    @Override
    protected boolean acceptUnknownHostKey(ClientSession session, SocketAddress address, PublicKey key) {
        Path file = place.login().knownHosts();
        trouble = new RemoteException(
                Why.REFUSED,
                place.server() + " is not in " + file + "; it shows a host key " + shown(key),
                "compare that with the host itself, then: ssh-keyscan -p " + place.port() + " " + place.host() + " >> "
                        + file);
        return false;
    }

    @Override
    public boolean acceptModifiedServerKey(
            ClientSession session, SocketAddress address, KnownHostEntry entry, PublicKey expected, PublicKey actual) {
        trouble = new RemoteException(
                Why.REFUSED,
                place.server() + " shows the host key " + shown(actual) + ", expected " + shown(expected) + " as in "
                        + place.login().knownHosts(),
                "was the host set up anew, or is somebody in between? ask its operator before the line is replaced");
        return false;
    }

    @Override
    protected void handleRevokedKey(ClientSession session, SocketAddress address, PublicKey key) {
        trouble = new RemoteException(
                Why.REFUSED,
                place.server() + " shows the host key " + shown(key) + ", which is revoked in "
                        + place.login().knownHosts(),
                "ask its operator which key it has now");
    }

    private static String shown(PublicKey key) {
        return KeyUtils.getFingerPrint(key);
    }
}
