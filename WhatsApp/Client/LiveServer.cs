using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.WhatsApp.Client;

/// <summary>The server over whichever connection is logged in, for what outlives a connection.</summary>
internal sealed class LiveServer : IServer
{
    private IServer? _current;

    /// <exception cref="NotConnectedException">None is logged in.</exception>
    public CancellationToken Ended => Current.Ended;

    /// <summary>The connection that is logged in, if one is.</summary>
    internal ConnectionRun? Connection => Volatile.Read(ref _current) as ConnectionRun;

    private IServer Current => Volatile.Read(ref _current)
        ?? throw new NotConnectedException("The client isn't logged in; wait until it is connected.");

    public Task SendAsync(Node node) => Current.SendAsync(node);

    public Task SendAsync(ReadOnlyMemory<byte> stanza) => Current.SendAsync(stanza);

    public Task SendTogetherAsync(Action sends) => Current.SendTogetherAsync(sends);

    public Task<Node> RequestAsync(string type, string xmlns, NodeContent content, Jid? to = null, Jid? target = null) =>
        Current.RequestAsync(type, xmlns, content, to, target);

    /// <summary>This connection is logged in now.</summary>
    internal void Use(IServer connection) => Volatile.Write(ref _current, connection);

    /// <summary>This connection has ended.</summary>
    internal void Leave(IServer connection) => Interlocked.CompareExchange(ref _current, null, connection);
}
