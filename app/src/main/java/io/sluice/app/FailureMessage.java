package io.sluice.app;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns a failure into one line for the user; the stack trace only on request ({@code SLUICE_TRACE=1}). */
final class FailureMessage implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof CommandFailure known) {
            command.getErr().println(known.getMessage());
            return known.exitCode();
        }
        String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        command.getErr().println("sluice: " + message);
        if (System.getenv("SLUICE_TRACE") != null) {
            failure.printStackTrace(command.getErr());
        }
        return ExitCode.FAILED;
    }
}
