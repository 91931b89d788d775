// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.osgi.framework.FrameworkUtil;

/** The headless application: no argument, {@code run SCRIPT ARG…} or {@code exec COMMAND}. */
public final class ConsoleApplication implements IApplication {

  @Override
  public Object start(IApplicationContext context) {
    String[] raw = (String[]) context.getArguments().get(IApplicationContext.APPLICATION_ARGS);
    // The start script puts "=" before each argument, lest the framework take it for one of its
    // own.
    List<String> arguments =
        Arrays.stream(raw == null ? new String[0] : raw)
            .map(word -> word.startsWith("=") ? word.substring(1) : word)
            .toList();
    if (arguments.equals(List.of("exec", "version"))) {
      try (var out =
          new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)) {
        out.println("Keywright " + FrameworkUtil.getBundle(getClass()).getVersion());
      }
      return 0;
    }
    return 64;
  }

  @Override
  public void stop() {
    // Nothing runs beyond start.
  }
}
