using Wasilo.Grains.Abstractions.Messages;
using Wasilo.Grains.Abstractions.Sessions;
using Wasilo.Grains.Sessions.Running;
using Wasilo.WhatsApp.Client;
using Wasilo.WhatsApp.Errors;

namespace Wasilo.Grains.Sessions.Messages;

/// <summary>What came of asking a session's engine for something, in words for its callers.</summary>
internal static class EngineAnswers
{
    /// <summary>Lets a session that is connected do something.</summary>
    /// <param name="actor">The session.</param>
    /// <param name="act">Does it; its result is the answer's message.</param>
    public static async Task<SendAnswer> AnswerAsync(SessionActor actor, Func<WhatsAppClient, Task<string?>> act)
    {
        var status = actor.State.Status;
        if (status != SessionStatus.Working || actor.Engine is not { } engine)
            return Refuse(SendRefusal.NotWorking, "The session isn't connected.");
        try
        {
            return new SendAnswer(status, await act(engine.Client));
        }
        catch (TooManyMessagesException problem)
        {
            return Refuse(SendRefusal.TooMany, problem.Message) with { RetryAfter = problem.Wait };
        }
        catch (NoSuchMessageException problem)
        {
            return Refuse(SendRefusal.NoMessage, problem.Message);
        }
        catch (ArgumentException problem)
        {
            return Refuse(SendRefusal.Invalid, problem.Message);
        }
        catch (RecipientNotFoundException problem)
        {
            return Refuse(SendRefusal.NoRecipient, problem.Message);
        }
        catch (Exception problem) when (problem is TimeoutException or SendTimeoutException)
        {
            return Refuse(SendRefusal.Unconfirmed, "WhatsApp didn't confirm it in time. It may still happen.");
        }
        catch (Exception problem) when (problem is SendException or RequestRefusedException)
        {
            return Refuse(SendRefusal.Refused, problem.Message);
        }
        catch (RequestException problem)
        {
            return Refuse(SendRefusal.NotWorking, problem.Message);
        }

        SendAnswer Refuse(SendRefusal refusal, string reason) => new(status, null, refusal, reason);
    }
}
