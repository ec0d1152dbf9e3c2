using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Routing;

/// <summary>The connection that a mailbox delivers to. Called under the mailbox's lock: it must not wait.</summary>
internal interface IMailReader
{
    /// <summary>
    /// Whether it takes more now. Where it doesn't, it calls <see cref="Mailbox.Continue"/> as soon as it does.
    /// </summary>
    bool HasRoom { get; }

    void Send(Node stanza);
}
