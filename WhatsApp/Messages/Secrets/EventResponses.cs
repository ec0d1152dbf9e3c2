using System.Collections.Immutable;
using Google.Protobuf;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.WhatsApp.Messages;

/// <summary>Makes and opens answers to events.</summary>
public static class EventResponses
{
    /// <summary>An answer to send.</summary>
    /// <param name="target">The event's message. Its chat is the chat to send the answer to.</param>
    /// <param name="secret">The secret of that message.</param>
    /// <param name="guest">The account that answers, in the addressing of the chat.</param>
    /// <param name="response">The answer.</param>
    /// <param name="random">For the encryption.</param>
    public static EncryptedContent Seal(
        MessageReference target, MessageSecret secret, Jid guest, EventResponse response, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(response);
        var message = new EventResponseMessage
        {
            Response = (EventResponseMessage.Types.Response)response.Answer,
            TimestampMs = response.Time.ToUnixTimeMilliseconds(),
        };
        if (response.ExtraGuests > 0)
            message.ExtraGuestCount = response.ExtraGuests;
        return new(
            SecretUse.EventResponse,
            target,
            MessageSecrets.Seal(SecretUse.EventResponse, secret, guest, message.ToByteArray(), random));
    }

    /// <summary>Opens an answer.</summary>
    /// <param name="content">What came.</param>
    /// <param name="secret">The secret of the event's message.</param>
    /// <param name="guests">Who answered, by each addressing that is known.</param>
    /// <exception cref="MessageSecretException">The answer isn't authentic.</exception>
    /// <exception cref="MalformedMessageException">It is, but it isn't an answer to an event.</exception>
    public static EventResponse Open(EncryptedContent content, MessageSecret secret, ImmutableArray<Jid> guests)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (!MessageSecrets.TryOpen(SecretUse.EventResponse, secret, guests, content.Part, out byte[]? plaintext))
            throw new MessageSecretException("answer to an event");
        var message = MessageCodec.Read(EventResponseMessage.Parser, plaintext);
        var answer = (EventAnswer)message.Response;
        return new(Enum.IsDefined(answer) ? answer : EventAnswer.Unknown, UnixTimes.FromMilliseconds(message.TimestampMs) ?? default)
        {
            ExtraGuests = Math.Max(0, message.ExtraGuestCount),
        };
    }
}

/// <summary>An answer to an event. It replaces the guest's earlier one.</summary>
/// <param name="Answer">Whether they come.</param>
/// <param name="Time">When they said so; the earliest time there is if they didn't say when.</param>
public sealed record EventResponse(EventAnswer Answer, DateTimeOffset Time)
{
    /// <summary>How many others they bring.</summary>
    public int ExtraGuests { get; init; }
}

/// <summary>Whether a guest comes.</summary>
public enum EventAnswer
{
    /// <summary>An answer that this version doesn't know.</summary>
    Unknown = 0,

    /// <summary>They come.</summary>
    Going = 1,

    /// <summary>They don't.</summary>
    NotGoing = 2,

    /// <summary>They may.</summary>
    Maybe = 3,
}
