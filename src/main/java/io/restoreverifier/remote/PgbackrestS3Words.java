package io.restoreverifier.remote;

import io.restoreverifier.remote.RemoteException.Why;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What pgBackRest's words about the way to a bucket mean. They are looked for wherever it says them: by their numbers alone a certificate
 * that is not known, or an answer that is none, is the same as damage. See pgBackRest's {@code tls/client.c}, {@code
 * http/response.c} and {@code socket/client.c}.
 */
final class PgbackrestS3Words {
    private static final Pattern ANSWERED = Pattern.compile("HTTP request failed with (\\d{3})|\\[(5\\d\\d)] ");
    /** What is asked for lies beyond the end of an object, as the part of a bundle that was cut off. */
    static final String BEYOND = "HTTP request failed with 416";

    private static final Pattern CODE = Pattern.compile("<Code>(\\w{1,60})</Code>");
    private static final Pattern BUSY = Pattern.compile("\\b(SlowDown|InternalError|ServiceUnavailable)\\b");

    /** One of its sentences. */
    private record Sentence(Pattern words, Why why, Function<Matcher, String> message, String hint) {}

    private static final List<Sentence> SENTENCES = List.of(
            new Sentence(
                    Pattern.compile("unable to verify certificate presented by '[^']*': \\[\\d+] ([\\w ,-]{1,80})"),
                    Why.REFUSED,
                    found -> "its certificate is not trusted: " + found.group(1),
                    "name the file of the certificate that vouches for it: `authority: FILE`"),
            new Sentence(
                    Pattern.compile("unable to find hostname '[^']*' in certificate"),
                    Why.REFUSED,
                    found -> "its certificate is of another host",
                    "write `endpoint` with the name that is in its certificate; with `path-style: true` the bucket is not in it"),
            new Sentence(
                    Pattern.compile("CA certificate (?:location|path)"),
                    Why.REFUSED,
                    found -> "the file under `authority` cannot be read as certificates",
                    "write the path of a PEM file that this user may read"),
            new Sentence(
                    Pattern.compile("[Tt]imeout after \\d+ms"),
                    Why.SILENT,
                    found -> "it said nothing for too long",
                    "look at the server and the line, or raise `timeout`"),
            new Sentence(
                    Pattern.compile("unable to get address for"),
                    Why.UNREACHED,
                    found -> "its host cannot be found",
                    "check `endpoint`, `region`, and this machine's DNS"),
            new Sentence(
                    Pattern.compile("unable to connect to '[^']*': \\[\\d+] ([\\w ,-]{1,80})"),
                    Why.UNREACHED,
                    found -> "no connection can be had: " + found.group(1),
                    "is the server running, and the way to it open?"),
            new Sentence(
                    Pattern.compile("TLS error|TLS connection|presented by the TLS server"),
                    Why.UNREACHED,
                    found -> "it does not speak TLS, or broke off",
                    "look at the line; is the port one for https? pgBackRest speaks nothing else"),
            new Sentence(
                    Pattern.compile(
                            "(?i)unexpected eof(?! in compressed data)|unable to (?:read from|write to) \\w+: \\[\\d+]"
                                    + "|HostConnectError|ServiceError"),
                    Why.UNREACHED,
                    found -> "the connection broke off",
                    "look at the server and the line, or run later"),
            new Sentence(
                    Pattern.compile("HTTP (?:response|version)|response status '|' missing colon|headers are both set"
                            + "|for 'transfer-encoding' header|invalid xml"),
                    Why.UNREACHED,
                    found -> "it gave an answer that is none of S3",
                    "does something stand between, such as a proxy?"));

    private PgbackrestS3Words() {}

    /** Empty when it says nothing of the way. */
    static Optional<RemoteException> explain(S3Place place, String said) {
        Matcher answered = ANSWERED.matcher(said);
        if (said.contains(BEYOND)) {
            return Optional.empty();
        }
        if (answered.find()) {
            return Optional.of(answered(place, answered, said.substring(answered.start())));
        }
        for (Sentence sentence : SENTENCES) {
            Matcher found = sentence.words().matcher(said);
            if (found.find()) {
                String message = "pgbackrest does not reach " + place.location() + " on " + place.server() + ": "
                        + sentence.message().apply(found);
                return Optional.of(new RemoteException(sentence.why(), message, sentence.hint()));
            }
        }
        return Optional.empty();
    }

    private static RemoteException answered(S3Place place, Matcher answered, String rest) {
        int status = Integer.parseInt(answered.group(1) == null ? answered.group(2) : answered.group(1));
        Matcher code = CODE.matcher(rest);
        Matcher busy = BUSY.matcher(rest);
        String word = code.find() ? code.group(1) : busy.find() ? busy.group() : "";
        RemoteException answer = S3Trouble.answered(place, status, word, new IOException("as pgbackrest says"));
        return answer.why() == Why.GONE
                ? new RemoteException(
                        Why.REFUSED,
                        place.location() + " does not exist, says " + place.server(),
                        "correct `pgbackrest`")
                : answer;
    }
}
