// SPDX-License-Identifier: EPL-2.0
package org.keywright.plugins.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.Bytes;
import org.keywright.plugins.Plugin;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.wiring.FrameworkWiring;

/** One jar of the folder and the bundle that was made of it, if any. Guarded by who holds it. */
final class Shelved {
  private static final System.Logger LOG = System.getLogger(Shelved.class.getName());
  private static final String OURS = "org.keywright.";
  private static final String SCHEME = "keywright.transport.scheme";
  private static final String COMPONENT = "component.name";
  private static final String UNRESOLVED = "Unresolved requirement: ";

  private final BundleContext context;
  private final String file;
  private final @Nullable PluginJar jar;
  private @Nullable Bundle bundle;
  private Plugin.State state;
  private String reason;

  private Shelved(BundleContext context, String file, @Nullable PluginJar jar, Admission standing) {
    this.context = context;
    this.file = file;
    this.jar = jar;
    state = standing.state();
    reason = standing.reason();
  }

  static Shelved of(BundleContext context, String file, PluginJar jar) {
    return new Shelved(context, file, jar, new Admission(Plugin.State.WAITING, ""));
  }

  /** What lies in the folder and is no plug-in. */
  static Shelved faulty(BundleContext context, String file, String reason) {
    return new Shelved(context, file, null, new Admission(Plugin.State.FAULTY, reason));
  }

  @Nullable PluginJar jar() {
    return jar;
  }

  Plugin.State state() {
    return state;
  }

  String reason() {
    return reason;
  }

  /** Runs it if it does not run yet; what goes wrong becomes its state. */
  void start(PluginJar content, Admission admission) {
    if (nameIsTaken(content.name())) {
      stands(
          new Admission(
              Plugin.State.UNRESOLVED, "there is another bundle of the name " + content.name()));
      return;
    }
    try (InputStream in = content.stream()) {
      var installed = bundle;
      if (installed == null) {
        installed = context.installBundle("plugin:" + file, in);
        bundle = installed;
      }
      // Whether it runs is decided anew at each start of the program.
      installed.start(Bundle.START_TRANSIENT);
      stands(admission);
    } catch (BundleException e) {
      LOG.log(System.Logger.Level.DEBUG, "plug-in " + file + " does not start", e);
      stands(
          e.getType() == BundleException.RESOLVE_ERROR
              ? new Admission(Plugin.State.UNRESOLVED, missing(String.valueOf(e.getMessage())))
              : new Admission(Plugin.State.FAULTY, failure(e)));
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot be read", e);
    }
  }

  /** Stops it, gives back all that it holds, and notes why. */
  void stop(Admission admission) {
    var installed = bundle;
    bundle = null;
    stands(admission);
    if (installed == null) {
      return;
    }
    try {
      installed.uninstall();
      context
          .getBundle(Constants.SYSTEM_BUNDLE_LOCATION)
          .adapt(FrameworkWiring.class)
          .refreshBundles(List.of(installed));
    } catch (BundleException e) {
      LOG.log(System.Logger.Level.WARNING, "plug-in " + file + " does not go", e);
    }
  }

  private void stands(Admission admission) {
    state = admission.state();
    reason = admission.reason();
  }

  /** A second bundle of a name would take the first one's place for whoever is wired anew. */
  private boolean nameIsTaken(String name) {
    return Arrays.stream(context.getBundles())
        .anyMatch(other -> !other.equals(bundle) && name.equals(other.getSymbolicName()));
  }

  /** The framework's report has a line for each requirement, chains of them indented. */
  private static String missing(String report) {
    String needs =
        report
            .lines()
            .filter(line -> line.contains(UNRESOLVED))
            .map(line -> line.substring(line.indexOf(UNRESOLVED) + UNRESOLVED.length()).strip())
            .distinct()
            .collect(Collectors.joining(", "));
    return "nobody here has what it needs: " + (needs.isEmpty() ? report.strip() : needs);
  }

  private static String failure(BundleException e) {
    Throwable cause = e.getCause();
    return cause == null ? String.valueOf(e.getMessage()) : "its activator failed with " + cause;
  }

  /** How it stands now. */
  Plugin view(Components components) {
    var running = bundle;
    var content = jar;
    return new Plugin(
        file,
        content == null ? "" : content.name(),
        content == null ? "" : content.version(),
        state,
        reason,
        content == null ? Bytes.of() : content.digest(),
        content == null ? List.of() : content.signers(),
        running == null ? List.of() : brought(running),
        running == null ? List.of() : components.remarks(running));
  }

  private static List<Plugin.Service> brought(Bundle running) {
    var references = running.getRegisteredServices();
    return references == null
        ? List.of()
        : Arrays.stream(references).flatMap(Shelved::ofOurs).toList();
  }

  private static Stream<Plugin.Service> ofOurs(ServiceReference<?> reference) {
    return Arrays.stream((String[]) reference.getProperty(Constants.OBJECTCLASS))
        .filter(type -> type.startsWith(OURS))
        .map(type -> type.substring(type.lastIndexOf('.') + 1).replace("Provider", ""))
        .map(
            kind ->
                new Plugin.Service(
                    kind.toLowerCase(Locale.ROOT),
                    text(reference.getProperty(SCHEME)),
                    text(reference.getProperty(COMPONENT))));
  }

  private static String text(@Nullable Object property) {
    return property == null ? "" : property.toString();
  }
}
