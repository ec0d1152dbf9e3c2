using System.Collections.Concurrent;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.Simulator.Registration;

/// <summary>The references in all QR codes that are shown now, and who shows them.</summary>
internal sealed class PairingReferences(IRandomSource random)
{
    /// <summary>As many as real servers send; shown one after the other.</summary>
    public const int PerConnection = 6;

    private const int Entropy = 96;

    // The first reference lives a minute, each further one 20 s: what Baileys and whatsmeow show them for.
    private static readonly TimeSpan First = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Further = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<string, Shown> _shown = new();

    /// <summary>When the last reference of a connection has run out.</summary>
    public static TimeSpan Lifetime => LifetimeOf(PerConnection - 1);

    /// <summary>Makes the references of a connection.</summary>
    public string[] Issue(RegistrationConversation conversation)
    {
        var references = new string[PerConnection];
        for (var i = 0; i < references.Length; i++)
        {
            references[i] = New();
            _shown[references[i]] = new Shown(conversation, LifetimeOf(i));
        }

        return references;
    }

    /// <summary>Who shows a reference, and how long after issuing it is good; null if nobody does.</summary>
    public Shown? Find(string reference) => _shown.GetValueOrDefault(reference);

    public void Forget(IEnumerable<string> references)
    {
        foreach (var reference in references)
            _shown.TryRemove(reference, out _);
    }

    private static TimeSpan LifetimeOf(int index) => First + index * Further;

    private string New()
    {
        Span<byte> bytes = stackalloc byte[Entropy];
        random.Fill(bytes);
        return $"2@{Convert.ToBase64String(bytes)}"; // base64 has no comma, which ends the field in a QR code
    }

    internal sealed record Shown(RegistrationConversation Conversation, TimeSpan Lifetime);
}
