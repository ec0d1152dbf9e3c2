using Wasilo.WhatsApp.Binary;

namespace Wasilo.WhatsApp.Client;

/// <summary>The server, to those who talk to it over one connection.</summary>
internal interface IServer
{
    /// <summary>Cancelled when the connection ends.</summary>
    CancellationToken Ended { get; }

    /// <summary>Sends a stanza that isn't answered.</summary>
    /// <exception cref="Errors.NotConnectedException">The connection has ended.</exception>
    Task SendAsync(Node node);

    /// <summary>Sends a stanza that is encoded already.</summary>
    /// <exception cref="Errors.NotConnectedException">The connection has ended.</exception>
    Task SendAsync(ReadOnlyMemory<byte> stanza);

    /// <summary>Lets what is sent meanwhile leave together, in the order of the calls, when it is over.</summary>
    /// <param name="sends">Begins to send or to ask; its own end, and not that of what it has begun, is waited for.</param>
    /// <exception cref="Errors.NotConnectedException">The connection has ended.</exception>
    Task SendTogetherAsync(Action sends);

    /// <summary>Sends an iq and waits for its answer.</summary>
    /// <param name="type">get or set.</param>
    /// <param name="xmlns">What it is about.</param>
    /// <param name="content">What is asked.</param>
    /// <param name="to">Who is asked; the server itself by default.</param>
    /// <param name="target">Whom it is about, where the protocol has an attribute for that.</param>
    /// <exception cref="Errors.RequestException">There is no answer, or it is an error: one type for each case.</exception>
    Task<Node> RequestAsync(string type, string xmlns, NodeContent content, Jid? to = null, Jid? target = null);
}
