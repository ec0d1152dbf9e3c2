using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Sessions.Messages;
using Wasilo.Storage;
using Wasilo.Storage.Commits;
using Wasilo.Storage.Engine;
using Wasilo.Storage.Messages;
using Wasilo.Storage.Secrets;
using Wasilo.Storage.Sessions;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Storage;
using Wasilo.WhatsApp.Transport;

namespace Wasilo.Grains.Sessions.Engine;

/// <summary>Makes engines. Those without a proxy share one handler of sockets, and all share one writer to the database.</summary>
internal sealed class EngineFactory(
    EngineSettings settings, Database database, GroupCommitWriter writer, KeyRing keys, TimeProvider time, IRandomSource random)
    : IDisposable
{
    private readonly WebSocketTransportFactory _direct = new(settings.Endpoint);

    /// <summary>What is kept of a session's device.</summary>
    public SqlEngineStore StoreOf(SessionId session) => new SqlEngineStore(database, writer, keys, session);

    /// <summary>An engine that isn't started.</summary>
    /// <param name="session">Whose it is.</param>
    /// <param name="epoch">Its own, just given out.</param>
    /// <param name="config">What the session's owner configured; checked before.</param>
    /// <param name="current">The same as it is by then: not all of it needs another engine.</param>
    /// <param name="told">Called when something was written that is told.</param>
    public EngineRun Create(SessionId session, long epoch, SessionConfig config, Func<SessionConfig> current, Action told)
    {
        var own = config.Proxy is { } proxy ? new WebSocketTransportFactory(settings.Endpoint, EngineOptions.ProxyOf(proxy)) : null;
        var transports = new AbortableTransports(own ?? _direct);
        var store = StoreOf(session);
        var handOver = new SessionHandOver(new MessageJournal(database, store, keys), store, new ChatDirectory(store), current, told, time);
        var client = new WhatsAppClient(EngineOptions.Of(config, settings), store, epoch, transports, time, random, handOver);
        return new EngineRun(epoch, client, transports, own, () => current().AutoRead, time);
    }

    public void Dispose() => _direct.Dispose();
}
