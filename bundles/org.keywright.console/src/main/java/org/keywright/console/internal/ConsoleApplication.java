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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.osgi.service.environment.EnvironmentInfo;
import org.eclipse.osgi.service.runnable.ParameterizedRunnable;
import org.jspecify.annotations.Nullable;
import org.keywright.audit.ForwardingObserver;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The headless application: no argument, {@code run SCRIPT ARG…} or {@code exec COMMAND}. The
 * framework's launcher runs the service that has the property {@code eclipse.application} when all
 * bundles have started. It ranks behind the applications of an extension registry.
 */
@Component(
    service = {ParameterizedRunnable.class, ForwardingObserver.class},
    property = {"eclipse.application=org.keywright.console", "service.ranking:Integer=-1"})
public final class ConsoleApplication implements ParameterizedRunnable, ForwardingObserver {
  private final BundleContext context;
  private final EnvironmentInfo environment;
  private volatile @Nullable Screen shown;

  /** Made by the framework. */
  @Activate
  public ConsoleApplication(BundleContext context, @Reference EnvironmentInfo environment) {
    this.context = context;
    this.environment = environment;
  }

  @Override
  public @Nullable Object run(@Nullable Object argument) throws IOException {
    int status = session();
    environment.setProperty("eclipse.exitcode", Integer.toString(status));
    return status;
  }

  @Override
  public void told(String words) {
    Screen screen = shown;
    if (screen != null) {
      screen.errorLine(Printable.of(words));
    }
  }

  private int session() throws IOException {
    Settings settings = Settings.of(context);
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
      shown = screen;
      return new Shell(
              settings, commands.processor(), commands.table(), screen, commands::closeVault)
          .standing(commands::standing)
          .run(words());
    } finally {
      shown = null;
    }
  }

  private List<String> words() {
    // The start script puts "=" before each word, lest the framework take it for one of its own.
    return Arrays.stream(environment.getNonFrameworkArgs())
        .map(word -> word.startsWith("=") ? word.substring(1) : word)
        .toList();
  }

  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(
        new BufferedOutputStream(new FileOutputStream(descriptor)), false, StandardCharsets.UTF_8);
  }
}
