using Google.Protobuf;
using Wasilo.WhatsApp.Messages;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Randomness;
using Wasilo.WhatsApp.Tests.Support;

namespace Wasilo.WhatsApp.Tests.Messages;

/// <summary>Content to bytes and back.</summary>
internal static class Contents
{
    internal static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);

    internal static Message Write(MessageContent content) =>
        new MessageWriter(new SeededRandomSource(1), new FakeTimeProvider(Now)).Write(content);

    internal static DecodedMessage Read(Message message, bool isFromOwnAccount = false) =>
        MessageReader.Read(message.ToByteArray(), isFromOwnAccount);

    internal static MessageContent RoundTrip(MessageContent content) => Read(Write(content)).Content.ShouldNotBeNull();
}
