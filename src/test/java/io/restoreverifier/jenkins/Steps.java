package io.restoreverifier.jenkins;

import java.util.Map;
import java.util.Set;

/** The steps that our pipelines may use, with the parameters that each has in Jenkins; the first is the unnamed one. */
final class Steps {
    /** Those that do nothing outside of a node. */
    static final Set<String> NEED_A_NODE = Set.of(
            "sh",
            "archiveArtifacts",
            "junit",
            "allure",
            "fileExists",
            "readFile",
            "stash",
            "unstash",
            "dir",
            "checkout");

    private static final Map<String, Set<String>> PARAMETERS = Map.ofEntries(
            Map.entry("allure", Set.of("includeProperties", "results", "jdk", "report", "commandline")),
            Map.entry("archiveArtifacts", Set.of("artifacts", "allowEmptyArchive", "fingerprint", "excludes")),
            Map.entry("buildDiscarder", Set.of()),
            Map.entry("checkout", Set.of()),
            Map.entry("cron", Set.of()),
            Map.entry("dir", Set.of()),
            Map.entry("disableConcurrentBuilds", Set.of("abortPrevious")),
            Map.entry("echo", Set.of("message")),
            Map.entry("emailext", Set.of("to", "subject", "body", "attachmentsPattern")),
            Map.entry("fileExists", Set.of("file")),
            Map.entry("junit", Set.of("testResults", "allowEmptyResults")),
            Map.entry("logRotator", Set.of("numToKeepStr", "artifactNumToKeepStr", "daysToKeepStr")),
            Map.entry("mail", Set.of("to", "subject", "body", "cc", "from", "charset", "mimeType")),
            Map.entry("node", Set.of()),
            Map.entry("parallel", Set.of()),
            Map.entry("readFile", Set.of("file", "encoding")),
            Map.entry("sh", Set.of("script", "label", "returnStatus", "returnStdout")),
            Map.entry("stash", Set.of("name", "includes", "excludes", "allowEmpty")),
            Map.entry("string", Set.of("name", "defaultValue", "description", "variable", "credentialsId")),
            Map.entry("timeout", Set.of("time", "unit")),
            Map.entry("unstash", Set.of("name")),
            Map.entry("withCredentials", Set.of()),
            Map.entry("withEnv", Set.of()));

    private Steps() {}

    static boolean isKnown(String step) {
        return PARAMETERS.containsKey(step);
    }

    static boolean takes(String step, String parameter) {
        return PARAMETERS.get(step).contains(parameter);
    }
}
