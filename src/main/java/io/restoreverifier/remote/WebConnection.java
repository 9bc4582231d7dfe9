package io.restoreverifier.remote;

import io.restoreverifier.remote.RemoteException.Why;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Set;
import javax.net.ssl.SSLException;

/** How a web server is asked, and what its answers mean. Of the server's own words only the status is told. */
final class WebConnection {
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

    private final WebPlace place;
    private final HttpClient client;

    WebConnection(WebPlace place) {
        this.place = place;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(place.patience().silence())
                // What lets us in here is none of another host's business.
                .followRedirects(place.authorization().isPresent() ? Redirect.NEVER : Redirect.NORMAL)
                .build();
    }

    HttpRequest.Builder request(URI url) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url).timeout(place.patience().silence());
        place.authorization().ifPresent(field -> request.header("Authorization", field));
        return request;
    }

    /**
     * Asks once. The caller closes the body, which is watched for silence.
     *
     * @throws RemoteException when the answer is none of 2xx
     */
    HttpResponse<InputStream> ask(HttpRequest request) throws IOException {
        try {
            HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (answer.statusCode() / 100 == 2) {
                return answer;
            }
            answer.body().close();
            throw answered(answer.statusCode());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while " + place.server() + " was asked");
        } catch (IOException e) {
            throw explain(e);
        }
    }

    RemoteException explain(IOException failure) {
        if (failure instanceof RemoteException remote) {
            return remote;
        }
        if (failure instanceof HttpTimeoutException || failure instanceof SocketTimeoutException) {
            return new RemoteException(
                    Why.SILENT,
                    place.server() + " said nothing for "
                            + place.patience().silence().toSeconds() + " s",
                    "look at the server and the line, or raise `timeout`",
                    failure);
        }
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof SSLException) {
                return new RemoteException(
                        Why.REFUSED,
                        place.server() + ": its certificate is not trusted, or it speaks no TLS",
                        "look at its certificate: curl -v https://" + place.server(),
                        failure);
            }
            if (e instanceof UnresolvedAddressException) {
                return new RemoteException(
                        Why.UNREACHED,
                        "the host of " + place.server() + " cannot be found",
                        "check its name, and this machine's DNS",
                        failure);
            }
        }
        return new RemoteException(
                Why.UNREACHED,
                "the connection to " + place.server()
                        + (failure instanceof ConnectException ? " cannot be had" : " broke off"),
                "is the server running, and the way to it open?",
                failure);
    }

    private RemoteException answered(int status) {
        String said = place.server() + " answered " + status;
        if (PASSING.contains(status) || status >= 500 && status != 501) {
            return new RemoteException(Why.UNREACHED, said, "look at the server, or run later");
        }
        if (status == 404 || status == 410) {
            return new RemoteException(Why.GONE, said, "");
        }
        if (status == 401 || status == 403) {
            return new RemoteException(
                    Why.REFUSED, said, "check `user` and `password`, or `token`: have they expired?");
        }
        if (status == 405 || status == 501) {
            return new RemoteException(Why.NOT_THAT_WAY, said, "");
        }
        return new RemoteException(
                Why.REFUSED,
                said,
                status / 100 == 3 ? "write the address that it leads to" : "look at the server's log");
    }
}
