package io.restoreverifier.remote;

import java.util.Optional;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** How a place in S3 is asked. */
final class S3Connection {
    private S3Connection() {}

    /** The caller closes it. Asking again is not its business: that is the same for all places. */
    static S3Client open(S3Place place) {
        S3ClientBuilder builder = S3Client.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(place.patience().silence())
                        .socketTimeout(place.patience().silence()))
                .credentialsProvider(place.login().credentials())
                .forcePathStyle(place.pathStyle())
                // Not every compatible server knows the newer checksums; what is read is hashed by us.
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(o -> o.retryStrategy(AwsRetryStrategy.doNotRetry()));
        place.endpoint().ifPresent(builder::endpointOverride);
        given(place).ifPresent(builder::region);
        return builder.build();
    }

    /**
     * The region for whoever has to be told one: the place's, or else what the SDK finds.
     *
     * @throws software.amazon.awssdk.core.exception.SdkException when it finds none
     */
    static Region region(S3Place place) {
        return given(place)
                .orElseGet(() -> DefaultAwsRegionProviderChain.builder().build().getRegion());
    }

    private static Optional<Region> given(S3Place place) {
        return place.region().or(() -> place.endpoint().map(e -> "us-east-1")).map(Region::of);
    }
}
