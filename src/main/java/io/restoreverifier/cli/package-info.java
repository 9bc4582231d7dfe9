/**
 * The face of the runnable jar: subcommands, one class each, that read their options, ask {@code run}, and answer with an
 * exit status. It must not know how anything is verified, and no other room knows it.
 */
@NullMarked
package io.restoreverifier.cli;

import org.jspecify.annotations.NullMarked;
