// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.audit.Audit;
import org.keywright.console.CommandLine;
import org.keywright.console.CommandScreen;
import org.keywright.console.Consoles;
import org.keywright.crypto.KeyMaterial;
import org.keywright.crypto.Suites;
import org.keywright.engine.Jobs;
import org.keywright.engine.download.Downloads;
import org.keywright.plugins.Plugins;
import org.keywright.transport.Transports;
import org.keywright.transport.pcsc.CardReaders;
import org.keywright.transport.sim.Simulator;
import org.keywright.vault.Vault;
import org.keywright.vault.Vaults;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * What the workbench works with: the engines, the open vault, and the acts of the person before it.
 *
 * <p>Safe for use by many threads. Nothing here may be called by the thread of the window, but for
 * {@link #vault}, {@link #observe} and the accessors.
 */
@Component(service = Desk.class)
public final class Desk {
  private final Vaults vaults;
  private final VaultWatch watch;
  private final Consoles consoles;
  private final Engines engines;
  private final Recording recording = new Recording();

  /**
   * The services that views read from.
   *
   * @param transports links and where modules are
   * @param readers card readers
   * @param simulator simulated units
   * @param plugins vendors' plug-ins
   * @param suites algorithm suites
   * @param jobs what is at work
   * @param downloads loads
   * @param audit checks of the log
   */
  public record Engines(
      Transports transports,
      CardReaders readers,
      Simulator simulator,
      Plugins plugins,
      Suites suites,
      Jobs jobs,
      Downloads downloads,
      Audit audit) {}

  /** Called by the framework. */
  @Activate
  public Desk(
      @Reference Vaults vaults,
      @Reference VaultWatch watch,
      @Reference Consoles consoles,
      @Reference Transports transports,
      @Reference CardReaders readers,
      @Reference Simulator simulator,
      @Reference Plugins plugins,
      @Reference Suites suites,
      @Reference Jobs jobs,
      @Reference Downloads downloads,
      @Reference Audit audit) {
    this.vaults = vaults;
    this.watch = watch;
    this.consoles = consoles;
    this.engines =
        new Engines(transports, readers, simulator, plugins, suites, jobs, downloads, audit);
  }

  /** The open vault. */
  public Optional<Vault> vault() {
    return vaults.current();
  }

  /** The services that views read from. */
  public Engines engines() {
    return engines;
  }

  /** Whom the log of acts names. */
  public String actor() {
    return consoles.actor();
  }

  /** What was done here since the program began, as a script. */
  public Recording recording() {
    return recording;
  }

  /** Calls the observer when something may be another now; see {@link VaultWatch#observe}. */
  public Watch observe(Runnable observer) {
    return watch.observe(observer);
  }

  /** Carries a statement out that asks for no secret. */
  public Performed perform(Statement statement) {
    return perform(statement, Secrets.NONE);
  }

  /** Carries a statement out, and tells the observers. */
  public Performed perform(Statement statement, Secrets secrets) {
    var shown = new ArrayList<String>();
    var told = new ArrayList<String>();
    int status;
    try (var line = consoles.open(new Collected(shown, told, secrets))) {
      status = line.run(statement.text());
    }
    if (status == 0) {
      recording.add(statement);
    }
    watch.changed();
    return new Performed(statement, status, shown, told);
  }

  /** Opens a console of the person's own; whoever runs statements in it says so by {@link #ran}. */
  public CommandLine console(CommandScreen screen) {
    return consoles.open(screen);
  }

  /** Statements were run in a console of the person's own. */
  public void ran() {
    watch.changed();
  }

  /** Closes the vault and wipes its keys, if one is open. */
  public void close() {
    vaults.close();
  }

  private record Collected(List<String> shown, List<String> told, Secrets secrets)
      implements CommandScreen {
    @Override
    public void show(String line) {
      synchronized (shown) {
        shown.add(line);
      }
    }

    @Override
    public void tell(String line) {
      synchronized (told) {
        told.add(line);
      }
    }

    @Override
    public KeyMaterial ask(String what, boolean twice) throws InterruptedException {
      return secrets.ask(what, twice);
    }
  }
}
