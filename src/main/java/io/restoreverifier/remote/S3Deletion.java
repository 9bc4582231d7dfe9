package io.restoreverifier.remote;

import io.restoreverifier.model.Deletion;
import java.io.IOException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;

/**
 * Whether objects of a bucket can be deleted for good: not while object lock retains them by default, and not by a plain
 * delete where versions are kept. As in the reference of the API, GetObjectLockConfiguration and GetBucketVersioning.
 */
final class S3Deletion {
    /** That a bucket has none, in the words of S3 and of servers like it, or that a server knows of no such thing. */
    private static final Set<String> NO_LOCK =
            Set.of("ObjectLockConfigurationNotFoundError", "InvalidRequest", "NotImplemented", "MethodNotAllowed");

    private S3Deletion() {}

    /** Not known when these credentials may not ask, as those that only read often may not. */
    static Deletion of(S3Place place) throws IOException {
        return place.patience().ask(() -> {
            try (S3Client client = S3Connection.open(place)) {
                return isLocked(client, place)
                        ? Deletion.prevented("object lock retains it")
                        : versioned(client, place);
            } catch (AwsServiceException e) {
                if (e.statusCode() == 403) {
                    return Deletion.NOT_KNOWN;
                }
                throw S3Trouble.explain(place, e);
            } catch (RuntimeException e) {
                throw S3Trouble.explain(place, e);
            }
        });
    }

    private static Deletion versioned(S3Client client, S3Place place) {
        return client.getBucketVersioning(r -> r.bucket(place.bucket())).status() == BucketVersioningStatus.ENABLED
                ? Deletion.prevented("the bucket keeps versions")
                : Deletion.possible("its bucket has neither object lock with a default retention nor versioning");
    }

    private static boolean isLocked(S3Client client, S3Place place) {
        try {
            ObjectLockConfiguration lock = client.getObjectLockConfiguration(r -> r.bucket(place.bucket()))
                    .objectLockConfiguration();
            return lock != null
                    && lock.rule() != null
                    && lock.rule().defaultRetention() != null
                    && lock.rule().defaultRetention().mode() != null;
        } catch (AwsServiceException e) {
            if (e.awsErrorDetails() != null
                    && NO_LOCK.contains(e.awsErrorDetails().errorCode())) {
                return false;
            }
            throw e;
        }
    }
}
