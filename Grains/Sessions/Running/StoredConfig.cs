using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Storage.Secrets;

namespace Wasilo.Grains.Sessions.Running;

/// <summary>A session's config, as far as it can be read.</summary>
/// <param name="Shown">All defaults if it can't be read.</param>
/// <param name="Problem">Why it can't; null if it can.</param>
internal sealed record StoredConfig(SessionConfig Shown, UnreadableSecretException? Problem = null)
{
    /// <summary>For what must not be done with defaults instead: a connection without its proxy tells WhatsApp where we are.</summary>
    /// <exception cref="UnreadableSecretException">It can't be read.</exception>
    public SessionConfig Value => Problem is null ? Shown : throw Problem;
}
