using Wasilo.WhatsApp.Binary;

namespace Wasilo.Simulator.Routing;

/// <summary>A stanza in a mailbox. Its links are the mailbox's.</summary>
internal sealed class Mail(MailKey key, Node stanza, long number)
{
    // Stanzas of the same key, such as the delivery and the read receipt of a message: the oldest knows the next and the newest.
    private Mail? _nextAgain;
    private Mail? _newestAgain;

    public MailKey Key => key;

    public Node Stanza => stanza;

    /// <summary>Its place in the mailbox's order.</summary>
    public long Number => number;

    /// <summary>How often it was given to a connection.</summary>
    public int Deliveries { get; set; }

    public Mail? Previous { get; set; }

    public Mail? Next { get; set; }

    /// <summary>Queues one of the same key behind this one, the oldest.</summary>
    public void AddAgain(Mail mail)
    {
        (_newestAgain ?? this)._nextAgain = mail;
        _newestAgain = mail;
    }

    /// <summary>The one that is the oldest of its key once this one, the oldest, is gone.</summary>
    public Mail? NextAgain()
    {
        if (_nextAgain is { } next && next != _newestAgain)
            next._newestAgain = _newestAgain;
        return _nextAgain;
    }
}
