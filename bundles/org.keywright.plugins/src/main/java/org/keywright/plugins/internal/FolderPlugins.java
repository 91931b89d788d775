// SPDX-License-Identifier: EPL-2.0
package org.keywright.plugins.internal;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.jspecify.annotations.Nullable;
import org.keywright.plugins.Plugin;
import org.keywright.plugins.PluginException;
import org.keywright.plugins.Plugins;
import org.keywright.vault.Act;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultException;
import org.keywright.vault.VaultObserver;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/**
 * The plug-ins of one folder. Felix File Install watches it and hands over every file; what may run
 * is decided here, so File Install runs only while this has registered itself with it. Outside a
 * framework of bundles nothing is watched.
 */
@Component(service = {Plugins.class, VaultObserver.class})
public final class FolderPlugins implements Plugins, VaultObserver {
  /** The framework property that names the folder. */
  public static final String FOLDER_PROPERTY = "felix.fileinstall.dir";

  private static final System.Logger LOG = System.getLogger(FolderPlugins.class.getName());
  private static final String JAR = ".jar";

  private final BundleContext context;
  private final Components components;
  private final Optional<Path> folder;

  /** By file name; guarded by itself, as is the vault. */
  private final TreeMap<String, Shelved> shelf = new TreeMap<>();

  private final List<Runnable> observers = new CopyOnWriteArrayList<>();

  private @Nullable Vault vault;
  private @Nullable ServiceRegistration<ArtifactInstaller> watching;

  /** Takes in what lies in the folder, and begins to watch it. */
  @Activate
  public FolderPlugins(
      BundleContext context,
      @Reference(cardinality = ReferenceCardinality.OPTIONAL)
          @Nullable ServiceComponentRuntime components) {
    this.context = context;
    this.components = new Components(components);
    folder = Optional.ofNullable(context.getProperty(FOLDER_PROPERTY)).map(Path::of);
    folder.filter(Files::isDirectory).ifPresent(this::watch);
  }

  /** Stops watching, and all plug-ins. */
  @Deactivate
  public void close() {
    synchronized (shelf) {
      var registered = watching;
      watching = null;
      if (registered != null) {
        try {
          var fileInstall = FrameworkUtil.getBundle(ArtifactInstaller.class);
          if (fileInstall != null) {
            fileInstall.stop(Bundle.STOP_TRANSIENT);
          }
        } catch (BundleException e) {
          LOG.log(System.Logger.Level.WARNING, "the folder of plug-ins is watched still", e);
        }
        registered.unregister();
      }
      shelf.values().forEach(each -> each.stop(new Admission(Plugin.State.WAITING, "")));
      shelf.clear();
    }
  }

  private void watch(Path watched) {
    synchronized (shelf) {
      if (watching != null) {
        return;
      }
      try (var files = Files.list(watched)) {
        files.filter(FolderPlugins::counts).sorted().forEach(this::takeIn);
        // First of all, so that File Install installs nothing by itself.
        var first = Map.of(Constants.SERVICE_RANKING, Integer.MAX_VALUE);
        watching =
            context.registerService(
                ArtifactInstaller.class, new Handover(this), FrameworkUtil.asDictionary(first));
        var fileInstall = FrameworkUtil.getBundle(ArtifactInstaller.class);
        if (fileInstall != null) {
          fileInstall.start(Bundle.START_TRANSIENT);
        }
      } catch (IOException | BundleException e) {
        LOG.log(System.Logger.Level.WARNING, "the folder " + watched + " is not watched", e);
      }
    }
  }

  /** Whether a file is meant to be a plug-in; others are left alone. */
  static boolean counts(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(JAR) && !name.startsWith(".");
  }

  @Override
  public Optional<Path> folder() {
    return folder;
  }

  @Override
  public List<Plugin> all() {
    synchronized (shelf) {
      return shelf.values().stream().map(each -> each.view(components)).toList();
    }
  }

  @Override
  public Optional<Plugin> find(String file) {
    synchronized (shelf) {
      return Optional.ofNullable(shelf.get(file)).map(each -> each.view(components));
    }
  }

  @Override
  public Plugin install(Path jar) throws PluginException {
    Path target = requireFolder().resolve(requireName(jar));
    PluginJar.read(jar);
    Path part = target.resolveSibling("." + target.getFileName() + ".part");
    Plugin installed;
    synchronized (shelf) {
      try {
        Files.createDirectories(requireFolder());
        Files.copy(jar, part, StandardCopyOption.REPLACE_EXISTING);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        throw new PluginException("%s cannot be copied to %s: %s".formatted(jar, target, e), e);
      }
      watch(requireFolder());
      installed = takeIn(target).view(components);
    }
    changed();
    return installed;
  }

  private static String requireName(Path jar) throws PluginException {
    if (!Files.isRegularFile(jar)) {
      throw new PluginException("no such file: " + jar);
    }
    if (!counts(jar)) {
      throw new PluginException("a plug-in is a file that ends with .jar, not " + jar);
    }
    return String.valueOf(jar.getFileName());
  }

  private Path requireFolder() throws PluginException {
    return folder.orElseThrow(
        () -> new PluginException("this installation has no folder for plug-ins"));
  }

  @Override
  public void remove(String file) throws PluginException {
    synchronized (shelf) {
      if (!shelf.containsKey(file)) {
        throw new PluginException("there is no plug-in " + file + " (plugin:list shows them)");
      }
      try {
        Files.deleteIfExists(requireFolder().resolve(file));
      } catch (IOException e) {
        throw new PluginException(file + " cannot be deleted: " + e, e);
      }
      takeOut(file);
    }
    changed();
  }

  @Override
  public Observation observe(Runnable observer) {
    observers.add(observer);
    return () -> observers.remove(observer);
  }

  private void changed() {
    observers.forEach(Runnable::run);
  }

  /** Reads a file that came or changed. */
  private Shelved takeIn(Path path) {
    String file = String.valueOf(path.getFileName());
    synchronized (shelf) {
      var before = shelf.get(file);
      Shelved now;
      try {
        var jar = PluginJar.read(path);
        if (before != null && before.jar() != null && jar.sameAs(before.jar())) {
          return before;
        }
        now = Shelved.of(context, file, jar);
      } catch (PluginException e) {
        now = Shelved.faulty(context, file, String.valueOf(e.getMessage()));
      }
      if (before != null) {
        before.stop(new Admission(Plugin.State.WAITING, "its file has changed"));
      }
      shelf.put(file, now);
      reviewAll();
      return now;
    }
  }

  /** Stops what came from a file that is gone. */
  private void takeOut(String file) {
    synchronized (shelf) {
      var gone = shelf.remove(file);
      if (gone != null) {
        gone.stop(new Admission(Plugin.State.WAITING, "its file is gone"));
        LOG.log(System.Logger.Level.INFO, "plug-in {0} is gone", file);
        reviewAll();
      }
    }
  }

  @Override
  public void opened(Vault opened) {
    synchronized (shelf) {
      vault = opened;
      reviewAll();
    }
    changed();
  }

  @Override
  public void closing(Vault closing) {
    synchronized (shelf) {
      vault = null;
      reviewAll();
    }
    changed();
  }

  @Override
  public void review() {
    synchronized (shelf) {
      reviewAll();
    }
    changed();
  }

  private void reviewAll() {
    review(EnumSet.of(Plugin.State.WAITING, Plugin.State.REFUSED));
    // One may have brought what another lacks, or given its name free.
    review(EnumSet.of(Plugin.State.UNRESOLVED));
  }

  private void review(Set<Plugin.State> starting) {
    for (Shelved each : shelf.values()) {
      var jar = each.jar();
      if (jar != null) {
        var admission = Admission.of(jar, vault);
        if (!admission.granted()) {
          each.stop(admission);
        } else if (starting.contains(each.state())) {
          start(each, jar, admission);
        }
      }
    }
  }

  /** What begins to run beside the vault's keys stands in its log. */
  private void start(Shelved each, PluginJar jar, Admission admission) {
    var open = vault;
    if (open == null) {
      return;
    }
    var actor = Optional.ofNullable(context.getProperty("user.name")).orElse("unknown");
    var what = "%s %s, SHA-256 %s".formatted(jar.name(), jar.version(), jar.digest().hex());
    try (var grant = open.grant(new Act(actor, "plugin:start", what, admission.reason()))) {
      each.start(jar, admission);
      if (each.state() == Plugin.State.ACTIVE) {
        grant.succeeded("runs");
      } else {
        grant.failed(each.reason());
      }
    } catch (VaultException e) {
      each.stop(new Admission(Plugin.State.REFUSED, String.valueOf(e.getMessage())));
    }
  }

  /** Takes every file from File Install, so that it does nothing with any by itself. */
  private record Handover(FolderPlugins plugins) implements ArtifactInstaller {
    @Override
    public boolean canHandle(File file) {
      return true;
    }

    @Override
    public void install(File file) {
      if (counts(file.toPath())) {
        plugins.takeIn(file.toPath());
        plugins.changed();
      }
    }

    @Override
    public void update(File file) {
      install(file);
    }

    @Override
    public void uninstall(File file) {
      plugins.takeOut(file.getName());
      plugins.changed();
    }
  }
}
