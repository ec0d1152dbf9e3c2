using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Storage.Sessions;

namespace Wasilo.Grains.Events;

/// <summary>What is told of the session with each of its events.</summary>
/// <param name="Session">The session.</param>
/// <param name="Metadata">The caller's own, from its config.</param>
/// <param name="Me">The account on WhatsApp; null if it is linked to none.</param>
/// <param name="Node">The node that tells.</param>
internal sealed record EventContext(SessionRecord Session, IReadOnlyDictionary<string, string> Metadata, LinkedAccount? Me, string Node);
