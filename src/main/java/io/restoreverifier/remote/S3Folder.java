package io.restoreverifier.remote;

import io.restoreverifier.model.Deletion;
import io.restoreverifier.remote.RemoteException.Why;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects below a prefix, to read: of each its current version. */
final class S3Folder implements RemoteFolder {
    private final S3Place place;

    S3Folder(S3Place place) {
        this.place = place;
    }

    @Override
    public String location() {
        return place.location();
    }

    @Override
    public RemoteListing list() throws IOException {
        return RemoteListing.of(list(request -> request.delimiter("/")));
    }

    @Override
    public List<RemoteFile> below() throws IOException {
        return list(request -> {}).stream()
                .filter(file -> !file.name().endsWith("/"))
                .toList();
    }

    private List<RemoteFile> list(Consumer<ListObjectsV2Request.Builder> more) throws IOException {
        return place.patience().ask(() -> {
            List<RemoteFile> files = new ArrayList<>();
            try (S3Client client = S3Connection.open(place)) {
                client.listObjectsV2Paginator(r ->
                                r.bucket(place.bucket()).prefix(place.prefix()).applyMutation(more))
                        .contents()
                        .forEach(object -> add(object, files));
            } catch (RuntimeException e) {
                throw S3Trouble.explain(place, e);
            }
            return files;
        });
    }

    /** A key that is the prefix itself is how some programs make a folder. */
    private void add(S3Object object, List<RemoteFile> files) {
        String name = object.key().substring(place.prefix().length());
        if (!name.isEmpty()) {
            files.add(RemoteFile.file(name, object.size(), object.lastModified()));
        }
    }

    @Override
    public InputStream open(String name) throws IOException {
        if (name.contains("/")) {
            throw new IOException(name + " is not directly below " + location());
        }
        return new ResumingStream(new OneObject(name), place.patience());
    }

    @Override
    public Deletion deletion() throws IOException {
        return S3Deletion.of(place);
    }

    /** One version of an object: that which was current when it was opened first. */
    private final class OneObject implements ResumingStream.Piecewise {
        private final String name;
        private @Nullable GetObjectResponse first;

        OneObject(String name) {
            this.name = name;
        }

        @Override
        public long length() {
            return first == null ? -1 : first.contentLength();
        }

        @Override
        public InputStream from(long offset) throws IOException {
            S3Client client = S3Connection.open(place);
            boolean open = false;
            try {
                ResponseInputStream<GetObjectResponse> content = client.getObject(request(offset));
                if (first == null) {
                    first = content.response();
                }
                open = true;
                return new Content(content, client);
            } catch (RuntimeException e) {
                throw explained(e);
            } finally {
                if (!open) {
                    client.close();
                }
            }
        }

        private GetObjectRequest request(long offset) {
            GetObjectRequest.Builder request =
                    GetObjectRequest.builder().bucket(place.bucket()).key(place.prefix() + name);
            if (first != null) {
                request.range("bytes=" + offset + "-").ifMatch(first.eTag()).versionId(first.versionId());
            }
            return request.build();
        }

        @Override
        public RemoteException explain(IOException failure) {
            return explained(failure);
        }

        private RemoteException explained(Exception failure) {
            RemoteException trouble = S3Trouble.explain(place, failure);
            if (trouble.why() == Why.GONE) {
                return new RemoteException(Why.GONE, location() + name + " does not exist", "", failure);
            }
            boolean changed = failure instanceof AwsServiceException answer && answer.statusCode() == 412;
            return changed
                    ? new RemoteException(Why.REFUSED, name + " has changed while it was read", trouble.hint(), failure)
                    : trouble;
        }
    }

    /** Ends the client with the stream, and does not read what nobody wants. */
    private static final class Content extends FilterInputStream {
        private final ResponseInputStream<GetObjectResponse> content;
        private final S3Client client;

        Content(ResponseInputStream<GetObjectResponse> content, S3Client client) {
            super(content);
            this.content = content;
            this.client = client;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            try {
                return super.read(buffer, offset, length);
            } catch (SdkException e) {
                throw new IOException(e.getMessage(), e);
            }
        }

        @Override
        public void close() {
            content.abort();
            client.close();
        }
    }
}
