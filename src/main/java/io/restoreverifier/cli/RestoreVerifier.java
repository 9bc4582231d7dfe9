package io.restoreverifier.cli;

import picocli.CommandLine.Command;

/** The command that has the others below it. */
@Command(
        name = "restore-verifier",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            VerifyCommand.class,
            MergeCommand.class,
            InitCommand.class,
            HistoryCommand.class,
            LostCommand.class
        },
        synopsisSubcommandLabel = "COMMAND",
        header = "Restores the newest backup of everything, and proves that it would bring you back.",
        commandListHeading = "%nCommands:%n",
        optionListHeading = "%nOptions:%n",
        footerHeading = "%n",
        footer = {"`restore-verifier COMMAND --help` says more, with examples."})
final class RestoreVerifier {}
