using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Wasilo.WhatsApp.Binary;
using Wasilo.WhatsApp.Errors;
using Wasilo.WhatsApp.Proto;
using Wasilo.WhatsApp.Randomness;

namespace Wasilo.WhatsApp.Messages;

/// <summary>Makes and opens votes. An option is named by the SHA-256 of its text.</summary>
public static class PollVotes
{
    /// <summary>A vote to send.</summary>
    /// <param name="poll">The poll's message. Its chat is the chat to send the vote to.</param>
    /// <param name="secret">The secret of that message.</param>
    /// <param name="voter">The account that votes, in the addressing of the chat.</param>
    /// <param name="options">All options that are selected now; none takes the vote back.</param>
    /// <param name="random">For the encryption.</param>
    public static PollVoteContent Seal(
        MessageReference poll, MessageSecret secret, Jid voter, IEnumerable<string> options, IRandomSource random)
    {
        ArgumentNullException.ThrowIfNull(options);
        var vote = new PollVoteMessage();
        vote.SelectedOptions.AddRange(options.Select(option => ByteString.CopyFrom(OptionHash(option))));
        return new(poll, MessageSecrets.Seal(SecretUse.PollVote, secret, voter, vote.ToByteArray(), random));
    }

    /// <summary>Which of the options that are given were selected. Hashes of options that aren't are left out.</summary>
    /// <param name="vote">What came.</param>
    /// <param name="secret">The secret of the poll's message.</param>
    /// <param name="voters">Who voted, by each addressing that is known.</param>
    /// <param name="options">The poll's options.</param>
    /// <exception cref="MessageSecretException">The vote isn't authentic.</exception>
    /// <exception cref="MalformedMessageException">It is, but what the voter encrypted is no vote.</exception>
    public static ImmutableArray<string> Open(
        PollVoteContent vote, MessageSecret secret, ImmutableArray<Jid> voters, IEnumerable<string> options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var selected = OpenHashes(vote, secret, voters).Select(hash => Convert.ToHexString(hash.Span)).ToHashSet();
        return [.. options.Where(option => selected.Contains(Convert.ToHexString(OptionHash(option))))];
    }

    /// <summary>The hashes of the options that were selected.</summary>
    /// <inheritdoc cref="Open"/>
    public static ImmutableArray<ReadOnlyMemory<byte>> OpenHashes(PollVoteContent vote, MessageSecret secret, ImmutableArray<Jid> voters)
    {
        ArgumentNullException.ThrowIfNull(vote);
        if (!MessageSecrets.TryOpen(SecretUse.PollVote, secret, voters, vote.Vote, out byte[]? plaintext))
            throw new MessageSecretException("vote");
        return [.. MessageCodec.Read(PollVoteMessage.Parser, plaintext).SelectedOptions.Select(hash => hash.Memory)];
    }

    /// <summary>How a vote names an option: 32 bytes.</summary>
    public static byte[] OptionHash(string option)
    {
        ArgumentNullException.ThrowIfNull(option);
        return SHA256.HashData(Encoding.UTF8.GetBytes(option));
    }
}
