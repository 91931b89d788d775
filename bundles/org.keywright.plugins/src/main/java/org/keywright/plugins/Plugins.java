// SPDX-License-Identifier: EPL-2.0
package org.keywright.plugins;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The plug-ins in the folder beside the product. What is put there or taken away while the program
 * runs is noticed within two seconds. A plug-in runs while a vault is open that lets it in; when
 * the vault closes or the file goes, it stops, and what it brought is cut off.
 *
 * <p>Safe for use by many threads.
 */
@ProviderType
public interface Plugins {
  /** The folder, which need not exist; none if this installation has none. */
  Optional<Path> folder();

  /** All that lie in the folder, by their file's name. */
  List<Plugin> all();

  /** One of them. */
  Optional<Plugin> find(String file);

  /**
   * Copies a jar into the folder, in place of one of the same name, and starts it if it may run.
   *
   * @return how it stands then
   * @throws PluginException if it is no bundle or cannot be copied; nothing is changed then
   */
  Plugin install(Path jar) throws PluginException;

  /**
   * Stops a plug-in and deletes its file.
   *
   * @throws PluginException if there is none such, or its file cannot be deleted
   */
  void remove(String file) throws PluginException;

  /** Lets in and turns out what the rules of the open vault, which have changed, say now. */
  void review();

  /**
   * Calls the observer after a plug-in came, went, or stands otherwise, until the returned handle
   * is closed.
   *
   * @param observer called by the thread in which it happened; it must be quick and must not throw
   */
  Observation observe(Runnable observer);

  /** Ends an observation. */
  interface Observation extends AutoCloseable {
    @Override
    void close();
  }
}
