using Microsoft.AspNetCore.Diagnostics;
using Wasilo.Simulator.Errors;

namespace Wasilo.Simulator.Control;

/// <summary>What the simulator refuses, as problem details (RFC 9457): the exception's type decides the status.</summary>
internal sealed class RefusalHandler(IProblemDetailsService problems) : IExceptionHandler
{
    public ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        if (exception is not SimulatorException)
            return ValueTask.FromResult(false);
        httpContext.Response.StatusCode = exception switch
        {
            UnknownPhoneException or UnknownDeviceException or UnknownGroupException or UnknownMessageException =>
                StatusCodes.Status404NotFound,
            InvalidPhoneException or InvalidQrException or InvalidPairingCodeException or InvalidFaultException or InvalidActionException =>
                StatusCodes.Status400BadRequest,
            PairingInterruptedException => StatusCodes.Status504GatewayTimeout,
            _ => StatusCodes.Status409Conflict,
        };
        return problems.TryWriteAsync(new ProblemDetailsContext
        {
            HttpContext = httpContext,
            Exception = exception,
            ProblemDetails = { Detail = exception.Message },
        });
    }
}
