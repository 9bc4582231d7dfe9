# Restore Verifier as an image, around the runnable jar:
#
#   bin/jar --version && docker build --tag restore-verifier .
#
# It starts its sandboxes beside itself on the engine of the host. So it needs the engine's socket with its group, and a
# folder for temporary files that the host has under the same path, where it may be a link to a bigger disk
# (docs/decisions/0002-containers-without-network.md):
#
#   install -d -m 700 -o 10001 /var/tmp/restore-verifier
#   docker run --rm --network none \
#       --volume /var/run/docker.sock:/var/run/docker.sock --group-add "$(stat -c %g /var/run/docker.sock)" \
#       --volume /var/tmp/restore-verifier:/var/tmp/restore-verifier \
#       --volume /srv/backups:/srv/backups:ro --volume "$PWD/restore-tests:/work/restore-tests:ro" \
#       --volume restore-reports:/work/out \
#       restore-verifier verify restore-tests --report out/report --history out/history
#
# Whoever may use the engine's socket is root on the host: give this image to nobody whom you would not give that.
ARG RUNTIME=eclipse-temurin:17-jre
FROM ${RUNTIME}

# A name for the user too: whose folder it may sweep, Java tells by name.
RUN echo 'verifier:x:10001:10001:Restore Verifier:/work:/usr/sbin/nologin' >> /etc/passwd \
    && mkdir -p /work/out && chown -R 10001:10001 /work
COPY target/restore-verifier.jar /opt/restore-verifier/restore-verifier.jar

# Names of files are UTF-8; sandboxes are never reached by a host name, so that none is looked for.
ENV LC_ALL=C.UTF-8 \
    TESTCONTAINERS_HOST_OVERRIDE=localhost

USER 10001:10001
WORKDIR /work
ENTRYPOINT ["java", "-Djava.io.tmpdir=/var/tmp/restore-verifier", "-jar", "/opt/restore-verifier/restore-verifier.jar"]
CMD ["--help"]
