// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** The headless application: no argument, {@code run SCRIPT ARG…} or {@code exec COMMAND}. */
public final class ConsoleApplication implements IApplication {

  @Override
  public Object start(IApplicationContext application) throws IOException {
    BundleContext context = FrameworkUtil.getBundle(getClass()).getBundleContext();
    Settings settings = settings(context);
    LogFile.replaceScreen(settings.log());
    var reference = context.getServiceReference(PluggedCommands.class);
    PluggedCommands commands = reference == null ? null : context.getService(reference);
    // The console's own streams, not the framework's, which lead back into the session.
    try (var screen =
        new Screen(
            new FileInputStream(FileDescriptor.in),
            stream(FileDescriptor.out),
            stream(FileDescriptor.err),
            Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false))) {
      if (commands == null) {
        screen.errorLine("keywright: the console did not come up (see " + settings.log() + ")");
        return Failure.FAILED;
      }
      return new Shell(
              settings, commands.processor(), commands.table(), screen, commands::closeVault)
          .run(words(application));
    }
  }

  private static List<String> words(IApplicationContext application) {
    String[] raw = (String[]) application.getArguments().get(IApplicationContext.APPLICATION_ARGS);
    // The start script puts "=" before each word, lest the framework take it for one of its own.
    return Arrays.stream(raw == null ? new String[0] : raw)
        .map(word -> word.startsWith("=") ? word.substring(1) : word)
        .toList();
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor)), false, StandardCharsets.UTF_8);
  }

  private static Settings settings(BundleContext context) {
    Path cache =
        Optional.ofNullable(context.getProperty("keywright.cache"))
            .map(Path::of)
            .orElseGet(
                () ->
                    Path.of(
                        String.valueOf(context.getProperty("user.home")), ".cache", "keywright"));
    return new Settings(
        cache,
        Optional.ofNullable(context.getProperty("user.name")).orElse("unknown"),
        context.getBundle().getVersion().toString());
  }

  @Override
  public void stop() {
    // The framework goes only when start has returned.
  }
}
