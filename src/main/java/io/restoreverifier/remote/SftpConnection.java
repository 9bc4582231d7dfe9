package io.restoreverifier.remote;

import io.restoreverifier.remote.RemoteException.Why;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.UserAuthFactory;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.session.helpers.TimeoutIndicator.TimeoutStatus;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.SftpModuleProperties;

/** One connection to a server, from the greeting to the farewell. Used by one thread. */
final class SftpConnection implements AutoCloseable {
    private final SshClient client;
    private final SftpPlace place;
    private final PipelinedSftp sftp;

    private SftpConnection(SshClient client, SftpPlace place, PipelinedSftp sftp) {
        this.client = client;
        this.place = place;
        this.sftp = sftp;
    }

    /** @throws RemoteException when there is none to be had */
    static SftpConnection open(SftpPlace place) throws RemoteException {
        HostKeys hostKeys = new HostKeys(place);
        SshClient client = client(place, hostKeys);
        boolean open = false;
        try {
            client.start();
            PipelinedSftp sftp = new PipelinedSftp(session(client, place));
            open = true;
            return new SftpConnection(client, place, sftp);
        } catch (IOException | RuntimeException e) {
            throw hostKeys.trouble().orElseGet(() -> SftpTrouble.explain(place, e));
        } finally {
            if (!open) {
                client.stop();
            }
        }
    }

    PipelinedSftp sftp() {
        return sftp;
    }

    /** What a failure means; the client closes a session that is silent, and then says only that it is closed. */
    RemoteException explain(Exception failure) {
        return SftpTrouble.explain(place, fellSilent(sftp.getSession()) ? silent(failure) : failure);
    }

    private static ClientSession session(SshClient client, SftpPlace place) throws IOException {
        Duration limit = place.patience().silence();
        ClientSession session = client.connect(place.user(), place.host(), place.port())
                .verify(limit)
                .getSession();
        place.login().password().ifPresent(session::addPasswordIdentity);
        if (place.login().keyFile().isPresent()) {
            keys(place, place.login().keyFile().get()).forEach(session::addPublicKeyIdentity);
        }
        try {
            session.auth().verify(limit);
        } catch (IOException e) {
            throw fellSilent(session) ? silent(e) : e;
        }
        return session;
    }

    private static boolean fellSilent(ClientSession session) {
        return session.getTimeoutStatus().getStatus() != TimeoutStatus.NoTimeout;
    }

    private static SocketTimeoutException silent(Exception failure) {
        SocketTimeoutException silent = new SocketTimeoutException("the session fell silent");
        silent.initCause(failure);
        return silent;
    }

    private static SshClient client(SftpPlace place, HostKeys hostKeys) throws RemoteException {
        SshClient client = SshClient.setUpDefaultClient();
        // What else ~/.ssh/config may ask for, such as programs to be run, is not done behind somebody's back.
        client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
        client.setServerKeyVerifier(hostKeys);
        List<NamedFactory<Signature>> all = client.getSignatureFactories();
        client.setSignatureFactories(hostKeys.known(all));
        client.setUserAuthFactories(ways(place.login(), all));
        if (place.login().password().isPresent() || place.login().keyFile().isPresent()) {
            client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
        }
        Duration limit = place.patience().silence();
        CoreModuleProperties.IO_CONNECT_TIMEOUT.set(client, limit);
        CoreModuleProperties.AUTH_TIMEOUT.set(client, limit.multipliedBy(2));
        CoreModuleProperties.CHANNEL_OPEN_TIMEOUT.set(client, limit);
        CoreModuleProperties.IDLE_TIMEOUT.set(client, limit);
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(client, limit.multipliedBy(2));
        CoreModuleProperties.PASSWORD_PROMPTS.set(client, 1);
        // A listing is thousands of small questions, each of which waits for the answer before.
        CoreModuleProperties.TCP_NODELAY.set(client, true);
        SftpModuleProperties.SFTP_CHANNEL_OPEN_TIMEOUT.set(client, limit);
        return client;
    }

    private static List<UserAuthFactory> ways(SftpLogin login, List<NamedFactory<Signature>> signatures) {
        return login.password().isPresent()
                ? List.of(UserAuthPasswordFactory.INSTANCE, UserAuthKeyboardInteractiveFactory.INSTANCE)
                : List.of(new UserAuthPublicKeyFactory(signatures));
    }

    private static List<KeyPair> keys(SftpPlace place, Path file) throws RemoteException {
        FilePasswordProvider passphrase =
                place.login().passphrase().map(FilePasswordProvider::of).orElse(FilePasswordProvider.EMPTY);
        List<KeyPair> keys = new ArrayList<>();
        try (InputStream stream = Files.newInputStream(file)) {
            Iterable<KeyPair> read = SecurityUtils.loadKeyPairIdentities(
                    null, NamedResource.ofName(file.toString()), stream, passphrase);
            if (read != null) {
                read.forEach(keys::add);
            }
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            // Of why it cannot be read the library says too much: parts of what it read.
            throw noKey(file, e);
        }
        if (keys.isEmpty()) {
            throw noKey(file, new IOException("no key in it"));
        }
        return keys;
    }

    private static RemoteException noKey(Path file, Exception cause) {
        return new RemoteException(
                Why.REFUSED,
                file + " cannot be read as a private key",
                "is it one, may this user read it, and is `passphrase` right? ssh-keygen -y -f " + file,
                cause);
    }

    @Override
    public void close() {
        client.stop();
    }
}
